import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

/** The key facts (`Fact`), side by side under the name. */
export function Summary({ children }: { children: ReactNode }) {
  return (
    <Box component="dl" sx={list}>
      {children}
    </Box>
  )
}

const list = {
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 8,
  rowGap: 2,
  m: 0,
  mb: 4,
  typography: 'body2',
  '& > div': { minWidth: 0, maxWidth: '100%' },
  '& dt': { typography: 'caption', color: 'text.secondary' },
  '& dd': {
    m: 0,
    minHeight: 26,
    display: 'flex',
    alignItems: 'center',
    gap: 1,
    maxWidth: 280,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  '& dd > a, & dd > bdi, & dd > code': { minWidth: 0 },
} as const
