import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { Fragment } from 'react'
import { Link as RouterLink } from 'react-router'

export type Crumb = { text: string; to?: string }

/** Where a page stands: the pages above it, and its own name. */
export function Trail({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <Box component="nav" aria-label="Breadcrumbs" sx={trail}>
      {crumbs.map(({ text, to }, index) => (
        <Fragment key={index}>
          <span aria-hidden>/</span>
          {to ? (
            <Link component={RouterLink} to={to} color="textSecondary" noWrap sx={{ maxWidth: 320 }}>
              {text}
            </Link>
          ) : (
            <Box component="span" aria-current="page" sx={here}>
              {text}
            </Box>
          )}
        </Fragment>
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
// The page's own name gives way first: it stands in its heading as well.
const here = {
  flexShrink: 100,
  minWidth: 40,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  color: 'text.primary',
} as const
