import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useShortcuts } from '../controls/shortcuts.ts'

/**
 * `j` and `k` walk the rows of the table in `frame`: each step scrolls a row into view and focuses its first link, so
 * that Enter opens it. With several tables on a page, the focused one answers, else the first. When a focused row is
 * removed, the row in its place gets the focus.
 */
export function useRowKeys(
  frame: RefObject<HTMLElement | null>,
  count: number,
  scrollTo: (index: number) => void,
): void {
  const at = useRef(-1)
  const step = (event: KeyboardEvent, by: number) => {
    const own = frame.current
    const focused = document.activeElement
    if (!own || count === 0 || own !== (focused?.closest('[data-table]') ?? document.querySelector('[data-table]')))
      return
    event.preventDefault()
    const row = own.contains(focused) ? focused?.closest('tr')?.dataset.index : undefined
    at.current = Math.min(Math.max((row === undefined ? at.current : Number(row)) + by, 0), count - 1)
    scrollTo(at.current)
    focusRow(own, at.current, 10)
  }
  const holdsFocus = useRef(false)
  useEffect(() => {
    const own = frame.current
    if (!own) return undefined
    const enter = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest('tr')?.dataset.index : undefined
      if (row !== undefined) at.current = Number(row)
      holdsFocus.current = row !== undefined
    }
    // A removed element also loses the focus; if it is still there, the user left it.
    const leave = ({ target }: FocusEvent) =>
      void setTimeout(() => {
        if (target instanceof Element && target.isConnected) holdsFocus.current = own.contains(document.activeElement)
      })
    own.addEventListener('focusin', enter)
    own.addEventListener('focusout', leave)
    return () => {
      own.removeEventListener('focusin', enter)
      own.removeEventListener('focusout', leave)
    }
  }, [frame])
  // Before a dialog that closes gives the focus to the page's heading.
  useLayoutEffect(() => {
    if (!holdsFocus.current || !frame.current || document.activeElement !== document.body || count === 0) return
    focusRow(frame.current, Math.min(at.current, count - 1), 10)
  }, [frame, count])

  useShortcuts({ j: (event) => step(event, 1), k: (event) => step(event, -1) })
}

/** Focuses the first link of a row, which may be mounted only some frames after scrolling to it. */
export function focusRow(frame: HTMLElement, index: number, tries: number) {
  const row = frame.querySelector<HTMLElement>(`tr[data-index="${index}"]`)
  if (row) (row.querySelector<HTMLElement>('a[href]') ?? row).focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusRow(frame, index, tries - 1))
}
