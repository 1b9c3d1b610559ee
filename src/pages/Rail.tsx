import { Boxes, ClipboardCheck, FlaskConical, type LucideIcon } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'react-router'
import { pageAt, pages, type Section, sections } from '#contract/pages.ts'
import { inboxQuery, useWaitsForMe } from '../api/reviews.ts'
import { paths } from '../paths.ts'

/** Those without an icon are reached otherwise: Settings from the top bar. */
const icons: Record<Section, LucideIcon | undefined> = {
  models: Boxes,
  reviews: ClipboardCheck,
  experiments: FlaskConical,
  settings: undefined,
}
const places = Object.entries(icons).flatMap(([key, Icon]) => {
  const section = key as Section // a key of `icons`
  return Icon ? [{ section, Icon }] : []
})

/** The navigation: a narrow rail, or below 900 px a bar at the bottom, within reach of the thumb. */
export function Rail() {
  const page = pageAt(useLocation().pathname)
  const current = page && pages[page].section
  return (
    <nav aria-label="Main" className="rail">
      {places.map(({ section, Icon }) => (
        <Link key={section} to={paths[section]()} aria-current={section === current ? 'page' : undefined}>
          <Icon size={20} aria-hidden />
          <span>
            {sections[section]}
            {section === 'reviews' && <OpenCount />}
          </span>
        </Link>
      ))}
    </nav>
  )
}

/** How many requests wait for this person. */
function OpenCount() {
  const { data = [] } = useQuery(inboxQuery())
  const requests = data.filter(useWaitsForMe())
  if (requests.length === 0) return null
  return <b>{requests.length}</b>
}
