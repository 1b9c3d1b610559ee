import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import { X } from 'lucide-react'
import { Link as RouterLink } from 'react-router'
import type { Run } from '#contract/runs.ts'
import { nameOfRun } from '../../../domain/compare/compared-run.ts'
import { paths } from '../../../paths.ts'
import { IconButton } from '../../../ui/controls/IconButton.tsx'

/** A run's name above its column. */
export function RunHeader({ run, onRemove }: { run: Run; onRemove: ((id: string) => void) | undefined }) {
  const { run_id } = run.info
  const name = nameOfRun(run)
  return (
    <Stack direction="row" sx={{ alignItems: 'start', gap: 1 }}>
      <Link component={RouterLink} to={paths.run(run_id)} title={`${name} (${run_id})`} sx={clamped}>
        <bdi>{name}</bdi>
      </Link>
      {onRemove && (
        <span data-screen="">
          <IconButton label={`Remove ${name}`} hint="Remove" onClick={() => onRemove(run_id)}>
            <X size={14} aria-hidden />
          </IconButton>
        </span>
      )}
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
