import { exactTime } from '../text/time.ts'

/** A text to show beside the element it explains. */
export type Hint = { text: string; target: HTMLElement }

/** Hovering this long shows the hint; passing over does not. */
const REST_MS = 300
/** Time to move the pointer from the target onto its hint. */
const LEAVE_MS = 120

/** Calls `show` with the hint for pointer and keyboard, and returns a stop function. `box` is the current hint. */
export function watchHints(show: (hint: Hint | undefined) => void, box: () => HTMLElement | null): () => void {
  let timer: number | undefined
  const later = (hint: Hint | undefined, ms: number) => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => show(hint), ms)
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
