import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import Skeleton from '@mui/material/Skeleton'
import { Link as RouterLink } from 'react-router'

/** `text` is undefined while it loads. */
export type Crumb = { text: string | undefined; to?: string }

/** Breadcrumbs: the pages above this one, and its own name. */
export function Trail({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <Box component="nav" aria-label="Breadcrumbs" sx={trail}>
      {crumbs.map(({ text, to }, index) => (
        <Box
          key={index}
          component="span"
          sx={[step, index === 0 && whole, index < crumbs.length - 2 && wide, !to && (crumbs.length > 2 ? deep : last)]}
        >
          <span aria-hidden>/</span>
          {text === undefined ? (
            <Skeleton width={96} />
          ) : to ? (
            <Link component={RouterLink} to={to} color="textSecondary" noWrap sx={{ maxWidth: 320 }}>
              {text}
            </Link>
          ) : (
            <Box component="span" aria-current="page" sx={here}>
              {text}
            </Box>
          )}
        </Box>
      ))}
    </Box>
  )
}

const trail = {
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  flex: 1,
  minWidth: 0,
  color: 'text.secondary',
  overflow: 'hidden',
} as const
const step = { display: 'flex', alignItems: 'center', gap: 2, minWidth: 0 } as const
/** “Models” and “Experiments” are short. */
const whole = { flexShrink: 0 } as const
/** A phone has room for two: the first is in its bottom bar. */
const wide = { display: { xs: 'none', sm: 'flex' } } as const
/** Shrink the page's own name first, because its heading repeats it; “Version 3” stays. */
const last = { flexShrink: 100 } as const
const deep = { flexShrink: 100, minWidth: 90 } as const
const here = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', color: 'text.primary' } as const
