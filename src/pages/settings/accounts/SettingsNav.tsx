import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { NavLink } from 'react-router'
import { hasAccounts, useServerRights } from '../../../api/access/access.ts'
import { meQuery } from '../../../api/caller/try-sign-in.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { paths } from '../../../paths.ts'

/** Links between the pages of Settings that the caller may open; none where there is only one. */
export function SettingsNav() {
  const role = useQuery(meQuery).data?.role
  const { register } = useServerRights() // also readers with a level of their own
  const { webhooks } = serverInfo.capabilities
  if (!hasAccounts && !webhooks) return null
  return (
    <Box component="nav" aria-label="Settings" sx={nav}>
      <NavLink to={paths.settings()} end>
        General
      </NavLink>
      {hasAccounts && <NavLink to={paths.profile()}>Profile</NavLink>}
      {role === 'admin' && <NavLink to={paths.people()}>People</NavLink>}
      {webhooks && (!hasAccounts || register) && <NavLink to={paths.webhooks()}>Webhooks</NavLink>}
      {role === 'admin' && <NavLink to={paths.audit()}>Audit log</NavLink>}
    </Box>
  )
}

const nav = {
  display: 'flex',
  gap: 5,
  mb: 5,
  borderBottom: 1,
  borderColor: 'divider',
  overflowX: 'auto',
  '& a': {
    py: 2,
    color: 'text.secondary',
    textDecoration: 'none',
    whiteSpace: 'nowrap',
    borderBottom: '2px solid transparent',
    typography: 'body2',
    '@media (pointer: coarse)': { minWidth: 44, minHeight: 44, alignContent: 'end' },
  },
  '& a:hover': { color: 'text.primary' },
  '& a[aria-current]': { color: 'text.primary', borderColor: 'primary.main', fontWeight: 500 },
} as const
