import Box from '@mui/material/Box'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = {
  children: ReactNode
  /** The full text, if the visible one may be cut. */
  title?: string
  /** Label of the remove button: “Remove tag team”. */
  removeLabel?: string
  onRemove?: () => void
}

/** A short item in a list, such as a tag or an alias. */
export function Pill({ children, title, removeLabel, onRemove }: Props) {
  return (
    <Box component="span" sx={pill} title={title}>
      <Box component="span" sx={{ minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {children}
      </Box>
      {onRemove && (
        <button type="button" aria-label={removeLabel} onClick={onRemove}>
          <X size={12} aria-hidden />
        </button>
      )}
    </Box>
  )
}

/** Pills in as many lines as they need, each of them whole. */
export function Pills({ children, label }: { children: ReactNode; label: string }) {
  return (
    <Box role="group" aria-label={label} sx={pills}>
      {children}
    </Box>
  )
}

const pills = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 1.5,
  alignItems: 'center',
  '& > span': { height: 'auto', minHeight: 24, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
} as const

const pill = {
  display: 'inline-flex',
  alignItems: 'center',
  gap: 1,
  minWidth: 0,
  maxWidth: '100%',
  height: 24,
  px: 1.5,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  typography: 'caption',
  lineHeight: '22px',
  whiteSpace: 'nowrap',
  '& .key': { color: 'text.secondary' },
  '& button': {
    all: 'unset',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    verticalAlign: 'bottom',
    cursor: 'pointer',
    color: 'inherit',
    borderRadius: 1,
    ':focus-visible': { outline: '2px solid', outlineColor: 'primary.main', outlineOffset: -1 },
  },
  '& > button': {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: 24,
    height: 22,
    mr: -1.5,
    flexShrink: 0,
    color: 'text.secondary',
    ':hover': { color: 'text.primary' },
  },
} as const
