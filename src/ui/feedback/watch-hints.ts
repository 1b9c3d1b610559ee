import { exactTime } from '../text/time.ts'

/** A text to show beside the element it explains. */
export type Hint = { text: string; target: HTMLElement }

/** Resting on something shows its hint; passing over it does not. */
const REST_MS = 300
/** Long enough to get from the target onto its hint. */
const LEAVE_MS = 120

/** Tells `show` what is to be shown, by pointer and keyboard; gives the end of it. `box` is the hint that is shown now. */
export function watchHints(show: (hint: Hint | undefined) => void, box: () => HTMLElement | null): () => void {
  let timer: number | undefined
  const later = (hint: Hint | undefined, ms: number) => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => show(hint), ms)
  }
  const listeners: { [Name in keyof DocumentEventMap]?: (event: DocumentEventMap[Name]) => void } = {
    pointerover({ target, pointerType }) {
      if (pointerType === 'touch') return // a tap does what the thing does
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
  // A moment is put into words when somebody asks: doing it for each row of a table would cost more than the row.
  const text = hint ?? [exactTime(Number(ms)), new Date(Number(ms)).toISOString(), `${ms} ms`].join('\n')
  return { target: hinted, text }
}
