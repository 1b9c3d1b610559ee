import { type RefObject, useEffect, useState } from 'react'

/** Whether the element is in the window, or within `margin` of it: what costs waits until it is. */
export function useInView(element: RefObject<HTMLElement | null>, margin = '50%'): boolean {
  const [isInView, setInView] = useState(false)
  useEffect(() => {
    if (!element.current) return undefined
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: `${margin} 0px`,
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, margin])
  return isInView
}
