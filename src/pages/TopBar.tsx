import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { Fragment } from 'react'
import { Link as RouterLink, type UIMatch, useMatches } from 'react-router'
import { paths } from '../paths.ts'
import { ThemeSwitch } from './ThemeSwitch.tsx'

export type Crumb = { text: string; to?: string }
/** What a route says of itself: where it stands. */
export type Handle = { crumbs: (params: Record<string, string | undefined>) => Crumb[] }

export function TopBar() {
  const crumbs = useMatches().flatMap(
    ({ handle, params }: UIMatch) => (handle as Handle | undefined)?.crumbs(params) ?? [],
  )
  return (
    <Box component="header" sx={bar}>
      <Link component={RouterLink} to={paths.models()} color="textPrimary" sx={{ fontWeight: 600 }}>
        Modelshelf
      </Link>
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
      <ThemeSwitch />
    </Box>
  )
}

const bar = {
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  px: { xs: 4, md: 8 },
  height: 48,
  borderBottom: 1,
  borderColor: 'divider',
} as const
const trail = {
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  flex: 1,
  minWidth: 0,
  color: 'text.secondary',
  overflow: 'hidden',
} as const
const here = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', color: 'text.primary' } as const
