import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import { Target, X } from 'lucide-react'
import { Link as RouterLink } from 'react-router'
import { paths } from '../../../paths.ts'
import { IconButton } from '../../../ui/controls/IconButton.tsx'

type Props = {
  id: string
  name: string
  isBaseline: boolean
  /** Compares the others with this run, or with none. */
  onBaseline: (id: string) => void
  onRemove: ((id: string) => void) | undefined
}

/** A run's name above its column. */
export function RunHeader({ id, name, isBaseline, onBaseline, onRemove }: Props) {
  return (
    <Stack direction={{ xs: 'column', sm: 'row' }} sx={{ alignItems: 'start', gap: 1 }}>
      <Link component={RouterLink} to={paths.run(id)} title={`${name} (${id})`} sx={clamped}>
        <bdi>{name}</bdi>
      </Link>
      <span data-screen="" className="actions">
        <IconButton
          label={`Compare with ${name}`}
          hint={isBaseline ? 'Baseline' : 'Use as baseline'}
          aria-pressed={isBaseline}
          style={isBaseline ? { color: 'var(--mui-palette-primary-main)' } : undefined}
          onClick={() => onBaseline(isBaseline ? '' : id)}
        >
          <Target size={14} aria-hidden />
        </IconButton>
        {onRemove && (
          <IconButton label={`Remove ${name}`} hint="Remove" onClick={() => onRemove(id)}>
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </span>
    </Stack>
  )
}

// The row “Name” has all of it.
const clamped = {
  minWidth: 0,
  display: '-webkit-box',
  overflow: 'hidden',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: '3',
} as const
