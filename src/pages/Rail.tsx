import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
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
    <Box component="nav" aria-label="Main" sx={rail}>
      {places.map(({ section, Icon }) => (
        <Box
          key={section}
          component={Link}
          to={paths[section]()}
          aria-current={section === current ? 'page' : undefined}
          sx={place}
        >
          <Icon size={20} aria-hidden />
          <Typography variant="caption">
            {sections[section]}
            {section === 'reviews' && <OpenCount />}
          </Typography>
        </Box>
      ))}
    </Box>
  )
}

/** How many requests wait for this person. */
function OpenCount() {
  const { data = [] } = useQuery(inboxQuery())
  const requests = data.filter(useWaitsForMe())
  if (requests.length === 0) return null
  return (
    <Box component="b" sx={{ ml: 1, color: 'primary.main' }}>
      {requests.length}
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
