import Skeleton from '@mui/material/Skeleton'
import { Link } from 'react-router'

/** `text` is undefined while it loads. */
export type Crumb = { text: string | undefined; to?: string }

/** Breadcrumbs: the pages above this one, and its own name. */
export function Trail({ crumbs }: { crumbs: readonly Crumb[] }) {
  const last = crumbs.length > 2 ? 'deep' : 'last'
  return (
    <nav aria-label="Breadcrumbs" className="trail">
      {crumbs.map(({ text, to }, index) => (
        <span key={index} className={to ? (index < crumbs.length - 2 ? 'wide' : undefined) : last}>
          <span aria-hidden>/</span>
          {text === undefined ? (
            <Skeleton width={96} />
          ) : to ? (
            <Link to={to}>{text}</Link>
          ) : (
            <span aria-current="page">{text}</span>
          )}
        </span>
      ))}
    </nav>
  )
}
