import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** A list of facts, each with its name. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <Box component="dl" sx={list}>
      {children}
    </Box>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const list = {
  m: 0,
  typography: 'body2',
  '& > div': { display: 'grid', gridTemplateColumns: '104px minmax(0, 1fr)', columnGap: 3, py: 1.5, minHeight: 32 },
  '& > div + div': { borderTop: 1, borderColor: 'divider' },
  '& dt': { color: 'text.secondary' },
  '& dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
} as const
