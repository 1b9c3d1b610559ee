import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Target } from './targets.ts'

type Props = {
  id: string
  targets: readonly Target[]
  /** The one that Enter opens. */
  marked: number
  isSearching: boolean
  onChoose: (target: Target) => void
}

/** The palette's results by group; the focus stays in its field. */
export function TargetList({ id, targets, marked, isSearching, onChoose }: Props) {
  if (targets.length === 0)
    return (
      <Typography variant="body2" color="textSecondary" role="status" sx={{ pt: 3 }}>
        {isSearching ? 'Searching…' : 'No results'}
      </Typography>
    )
  return (
    <Box id={id} role="listbox" aria-label="Results" sx={list}>
      {targets.map((target, index) => (
        <div key={target.id} role="presentation">
          {target.group !== targets[index - 1]?.group && (
            <Typography variant="caption" color="textSecondary" component="div" sx={{ px: 2, pt: 3, pb: 1 }}>
              {target.group}
            </Typography>
          )}
          <Box
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === marked}
            ref={index === marked ? intoView : undefined}
            onClick={() => onChoose(target)}
            sx={option}
          >
            <bdi>{target.label}</bdi> {target.note && <span>{target.note}</span>}
          </Box>
        </div>
      ))}
    </Box>
  )
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })

const list = { overflowY: 'auto', maxHeight: '60dvh', mt: 1 } as const
const option = {
  display: 'flex',
  gap: 2,
  px: 2,
  py: 1.5,
  borderRadius: 1,
  typography: 'body2',
  cursor: 'pointer',
  '&:hover, &[aria-selected=true]': { bgcolor: 'action.hover' },
  '& bdi': { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  '& span': { color: 'text.secondary' },
} as const
