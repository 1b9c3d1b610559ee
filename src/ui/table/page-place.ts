import { type RefObject, useLayoutEffect, useState } from 'react'

/** The width of `frame` and its distance from the top of the page in px, measured whenever its size changes while it `isDrawn`. */
export function usePagePlace(frame: RefObject<HTMLElement | null>, isDrawn: boolean): { width: number; top: number } {
  const [place, setPlace] = useState({ width: 0, top: 0 })
  useLayoutEffect(() => {
    if (!isDrawn) return undefined
    const measure = () => {
      const box = frame.current?.getBoundingClientRect()
      if (box) setPlace({ width: box.width, top: Math.round(box.top + window.scrollY) })
    }
    const observer = new ResizeObserver(measure)
    if (frame.current) observer.observe(frame.current)
    return () => observer.disconnect()
  }, [frame, isDrawn])
  return place
}
