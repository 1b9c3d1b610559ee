import Box from '@mui/material/Box'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { type Hint, watchHints } from './watch-hints.ts'

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
