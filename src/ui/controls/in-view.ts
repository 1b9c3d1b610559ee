import { type RefObject, useEffect, useState } from 'react'
import { useForPaper } from '../print/printing.ts'

type Element = RefObject<HTMLElement | null>

/**
 * Whether the element is within `margin` of the viewport, or of `scroller` if it scrolls in one, or all of the page is wanted
 * for paper. Use it to delay expensive work.
 */
export function useInView(element: Element, margin = '50%', scroller?: Element): boolean {
  const [isInView, setInView] = useState(false)
  const isForPaper = useForPaper()
  useEffect(() => {
    if (!element.current) return undefined
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting ?? false), {
      root: scroller?.current ?? null,
      rootMargin: `${margin} 0px`,
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, margin, scroller])
  return isInView || isForPaper
}
