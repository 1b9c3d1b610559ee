import { useEffect, useRef } from 'react'
import { useMatches, useNavigationType } from 'react-router'

/** Keyboards and screen readers go on from the heading of a page that was gone to, as after a load. Tabs are no pages. */
export function useFocusOnNewPage(): void {
  const page = useMatches().findLast(({ handle }) => handle !== undefined)?.pathname
  const type = useNavigationType()
  const before = useRef(page)
  useEffect(() => {
    if (before.current === page) return
    before.current = page
    // A page that only changed its own address, such as a renamed model, keeps the focus where it is.
    if (type !== 'REPLACE' && !document.querySelector('[aria-modal=true]'))
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [page, type])
}
