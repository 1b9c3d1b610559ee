import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

type Props = {
  /** What the row is about, for its accessible name. */
  name: string
  title: ReactNode
  children: ReactNode
  actions?: ReactNode
}

/** An entry of a list: what it is, facts below, and its actions at the end. */
export function AccountRow({ name, title, children, actions }: Props) {
  return (
    <Box component="li" aria-label={name}>
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Typography variant="body2" sx={{ fontWeight: 500 }}>
          {title}
        </Typography>
        <Typography variant="body2" component="div" color="textSecondary">
          {children}
        </Typography>
      </Box>
      {actions}
    </Box>
  )
}

export function AccountRows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box component="ul" aria-label={label} sx={list}>
      {children}
    </Box>
  )
}

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  '& > li': { display: 'flex', alignItems: 'center', gap: 3, py: 2 },
  '& > li + li': { borderTop: 1, borderColor: 'divider' },
} as const
