import Link from '@mui/material/Link'
import { type ComponentProps, useEffect, useRef } from 'react'
import { Link as RouterLink, useLocation } from 'react-router'

/** Prefix of the ids in a text, so that they cannot collide with the app's. */
export const ID_PREFIX = 'user-content-'

/** A link within a text. The page's `base` would send a plain fragment link to another page. */
export function FragmentLink({
  to,
  ...rest
}: Omit<ComponentProps<'a'>, 'href' | 'color'> & { /** `#name` */ to: string }) {
  const { pathname, search } = useLocation()
  return <Link component={RouterLink} {...rest} to={{ pathname, search, hash: to }} />
}

/** Ref of the element around a text: scrolls to the part that the URL's fragment names. */
export function useFragment() {
  const place = useLocation()
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const target = place.hash.length > 1 ? targetOf(place.hash.slice(1)) : undefined
    if (!target || !container.current?.contains(target)) return
    for (let part = target.closest('details'); part; part = part.parentElement?.closest('details') ?? null)
      part.open = true
    target.scrollIntoView()
    target.tabIndex = -1
    target.focus({ preventScroll: true })
  }, [place]) // a new one for every link followed, even to the same name
  return container
}

/** The first element with that name: a page may show several texts. */
function targetOf(fragment: string): HTMLElement | undefined {
  const name = ID_PREFIX + decoded(fragment)
  return document.getElementById(name) ?? document.getElementsByName(name)[0]
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
