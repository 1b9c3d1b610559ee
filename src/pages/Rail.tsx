import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { Boxes, FlaskConical } from 'lucide-react'
import { Link, useLocation } from 'react-router'
import { paths } from '../paths.ts'

const places = [
  { to: paths.models(), label: 'Models', Icon: Boxes, holds: /^\/models(\/|$)/ },
  {
    to: paths.experiments(),
    label: 'Experiments',
    Icon: FlaskConical,
    holds: /^\/(experiments|runs|logged-models)(\/|$)/,
  },
]

/** The navigation: a narrow rail, or below 900 px a bar at the bottom, in reach of the thumb. */
export function Rail() {
  const { pathname } = useLocation()
  return (
    <Box component="nav" aria-label="Main" sx={rail}>
      {places.map(({ to, label, Icon, holds }) => (
        <Box key={to} component={Link} to={to} aria-current={holds.test(pathname) ? 'page' : undefined} sx={place}>
          <Icon size={20} aria-hidden />
          <Typography variant="caption">{label}</Typography>
        </Box>
      ))}
    </Box>
  )
}

const rail = {
  display: 'flex',
  flexDirection: { xs: 'row', md: 'column' },
  justifyContent: { xs: 'space-around', md: 'flex-start' },
  position: { xs: 'fixed', md: 'sticky' },
  top: { md: 0 },
  bottom: { xs: 0, md: 'auto' },
  zIndex: 'appBar',
  width: { xs: '100%', md: 88 },
  height: { md: '100dvh' },
  flexShrink: 0,
  pt: { md: 3 },
  bgcolor: 'background.default',
  borderRight: { md: 1 },
  borderTop: { xs: 1, md: 0 },
  borderColor: { xs: 'divider', md: 'divider' },
} as const

const place = {
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  gap: 1,
  py: 2,
  px: 2,
  color: 'text.secondary',
  textDecoration: 'none',
  ':hover': { color: 'text.primary' },
  '&[aria-current]': { color: 'primary.main' },
} as const
