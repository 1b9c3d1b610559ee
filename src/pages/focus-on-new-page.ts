import { useEffect, useRef } from 'react'
import { useMatches, useNavigationType } from 'react-router'

/** Moves the focus to the heading of a new page, as a page load would. Tabs are not pages. */
export function useFocusOnNewPage(): void {
  const page = useMatches().findLast(({ handle }) => handle !== undefined)?.pathname
  const type = useNavigationType()
  const before = useRef(page)
  useEffect(() => {
    if (before.current === page) return
    before.current = page
    // Keep the focus when a page changes its own URL, such as after renaming a model.
    if (type !== 'REPLACE' && !document.querySelector('[aria-modal=true]'))
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [page, type])
}
