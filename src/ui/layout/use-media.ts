import { useEffect, useState } from 'react'

/** The width of a phone: too narrow for a table of many columns. */
export const NARROW = '(max-width: 599.95px)'

/** Whether a media query matches, from the first render on. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches)
  useEffect(() => {
    const media = window.matchMedia(query)
    const follow = () => setMatches(media.matches)
    follow()
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [query])
  return matches
}
