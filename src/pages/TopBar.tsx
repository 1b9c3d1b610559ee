import Box from '@mui/material/Box'
import IconButton from '@mui/material/IconButton'
import Link from '@mui/material/Link'
import Tooltip from '@mui/material/Tooltip'
import { Settings } from 'lucide-react'
import type { ComponentType } from 'react'
import { Link as RouterLink, useMatches } from 'react-router'
import { paths } from '../paths.ts'
import { Commands } from './Commands.tsx'
import { ThemeSwitch } from './ThemeSwitch.tsx'

type Params = Record<string, string | undefined>
/** What a route says of itself: where it stands. A component, so that it can name what the page has fetched. */
export type Handle = { Crumbs: ComponentType<{ params: Params }> }

export function TopBar() {
  const match = useMatches().findLast(({ handle }) => handle !== undefined)
  const Crumbs = (match?.handle as Handle | undefined)?.Crumbs // routes.tsx gives no other handle
  return (
    <Box component="header" sx={bar}>
      <Link component={RouterLink} to={paths.models()} color="textPrimary" sx={{ fontWeight: 600 }}>
        Modelshelf
      </Link>
      <Box sx={{ flex: 1, minWidth: 0 }}>{match && Crumbs && <Crumbs params={match.params} />}</Box>
      <Commands />
      <ThemeSwitch />
      <Tooltip title="Settings" describeChild={false}>
        <IconButton component={RouterLink} to={paths.settings()} aria-label="Settings">
          <Settings size={18} aria-hidden />
        </IconButton>
      </Tooltip>
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
