import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

type Props = { children: ReactNode; pressed: boolean; onChange: (pressed: boolean) => void; title?: string }

/** A filter that is on or off. */
export function FilterChip({ children, pressed, onChange, title }: Props) {
  return (
    <Box
      component="button"
      type="button"
      aria-pressed={pressed}
      title={title}
      onClick={() => onChange(!pressed)}
      sx={chip}
    >
      {children}
    </Box>
  )
}

const chip = {
  font: 'inherit',
  typography: 'caption',
  color: 'text.secondary',
  bgcolor: 'transparent',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  height: 26,
  px: 2,
  cursor: 'pointer',
  display: 'inline-flex',
  alignItems: 'center',
  whiteSpace: 'nowrap',
  ':hover': { color: 'text.primary' },
  '&[aria-pressed=true]': { color: 'primary.main', borderColor: 'primary.main', fontWeight: 500 },
} as const
