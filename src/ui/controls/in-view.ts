import { type RefObject, useEffect, useState } from 'react'

/** Whether the element is within `margin` of the viewport. Use it to delay expensive work. */
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
