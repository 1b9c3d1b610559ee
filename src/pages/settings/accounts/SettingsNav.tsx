import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { NavLink } from 'react-router'
import { hasAccounts } from '../../../api/access/access.ts'
import { meQuery } from '../../../api/caller/try-sign-in.ts'
import { paths } from '../../../paths.ts'

/** Links between the pages of Settings that the caller may open; none without accounts. */
export function SettingsNav() {
  const role = useQuery(meQuery).data?.role
  if (!hasAccounts) return null
  return (
    <Box component="nav" aria-label="Settings" sx={nav}>
      <NavLink to={paths.settings()} end>
        General
      </NavLink>
      <NavLink to={paths.profile()}>Profile</NavLink>
      {role === 'admin' && <NavLink to={paths.people()}>People</NavLink>}
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
  },
  '& a:hover': { color: 'text.primary' },
  '& a[aria-current]': { color: 'text.primary', borderColor: 'primary.main', fontWeight: 500 },
} as const
