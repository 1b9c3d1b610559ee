import Box from '@mui/material/Box'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { exactTime } from '../text/time.ts'

/**
 * Shows the `data-hint`, or the full `data-ms`, of the element hovered or focused. One instance serves the whole app,
 * because a tooltip for each of a table's hundred icons costs more than its rows. Escape dismisses it, and the pointer
 * may move onto it (WCAG 1.4.13).
 */
export function Hints() {
  const [hint, setHint] = useState<Hint>()
  const id = useId()
  const box = useRef<HTMLElement>(null)
  useEffect(() => watchHints(setHint, () => box.current), [])
  useEffect(() => {
    if (!hint) return undefined
    // More may become known meanwhile, such as what a metric means.
    const observer = new MutationObserver(() => setHint(hintOf(hint.target)))
    observer.observe(hint.target, { attributeFilter: ['data-hint'] })
    return () => observer.disconnect()
  }, [hint])
  useLayoutEffect(() => {
    if (!hint || !box.current) return undefined
    place(box.current, hint.target.getBoundingClientRect())
    // Do not announce a visible name twice.
    if (hint.text === hint.target.getAttribute('aria-label')) return undefined
    hint.target.setAttribute('aria-describedby', id)
    return () => hint.target.removeAttribute('aria-describedby')
  }, [hint, id])
  return (
    hint && (
      <Box ref={box} id={id} role="tooltip" sx={style}>
        {hint.text}
      </Box>
    )
  )
}

const GAP = 6

/** Places the hint below its target, or above if there is no room, always inside the window. */
function place(box: HTMLElement, target: DOMRect) {
  const { width, height } = box.getBoundingClientRect()
  const isBelow = target.bottom + GAP + height <= window.innerHeight
  const left = target.left + (target.width - width) / 2
  box.style.left = `${Math.max(GAP, Math.min(left, document.documentElement.clientWidth - width - GAP))}px`
  box.style.top = `${isBelow ? target.bottom + GAP : target.top - GAP - height}px`
}

const style = {
  position: 'fixed',
  zIndex: 'tooltip',
  maxWidth: 320,
  px: 2,
  py: 1,
  borderRadius: 1,
  typography: 'caption',
  whiteSpace: 'pre-line',
  overflowWrap: 'anywhere',
  color: 'background.default',
  bgcolor: 'text.primary',
} as const

/** A text to show beside the element it explains. */
type Hint = { text: string; target: HTMLElement }

/** Hovering this long shows the hint; passing over does not. */
const REST_MS = 300
/** Time to move the pointer from the target onto its hint. */
const LEAVE_MS = 120

/** Calls `show` with the hint for pointer and keyboard, and returns a stop function. `box` is the current hint. */
function watchHints(show: (hint: Hint | undefined) => void, box: () => HTMLElement | null): () => void {
  let timer: number | undefined
  const later = (hint: Hint | undefined, ms: number) => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => show(hint && hintOf(hint.target)), ms) // as it is by then
  }
  const listeners: { [Name in keyof DocumentEventMap]?: (event: DocumentEventMap[Name]) => void } = {
    pointerover({ target, pointerType }) {
      if (pointerType === 'touch') return // a tap activates the element
      if (box()?.contains(target as Node)) window.clearTimeout(timer)
      else {
        const hint = hintOf(target)
        later(hint, hint ? REST_MS : LEAVE_MS)
      }
    },
    focusin({ target }) {
      const hint = hintOf(target)
      if (hint?.target.matches(':focus-visible')) later(hint, 0)
    },
    focusout: () => later(undefined, 0),
    pointerdown: () => later(undefined, 0),
    scroll: () => later(undefined, 0),
    keydown({ key }) {
      if (key === 'Escape') later(undefined, 0)
    },
  }
  const ending = new AbortController()
  for (const [name, listener] of Object.entries(listeners))
    // Scrolling does not bubble.
    document.addEventListener(name, listener as (event: Event) => void, {
      signal: ending.signal,
      capture: name === 'scroll',
    })
  return () => {
    window.clearTimeout(timer)
    ending.abort()
  }
}

function hintOf(target: EventTarget | null): Hint | undefined {
  const hinted = target instanceof Element ? target.closest<HTMLElement>('[data-hint], [data-ms]') : null
  if (!hinted) return undefined
  const { hint, ms } = hinted.dataset
  // Format times only when needed: formatting every row of a table would cost more than the row.
  const text = hint ?? [exactTime(Number(ms)), new Date(Number(ms)).toISOString(), `${ms} ms`].join('\n')
  return { target: hinted, text }
}
