import Box from '@mui/material/Box'
import Dialog from '@mui/material/Dialog'
import TextField from '@mui/material/TextField'
import { type KeyboardEvent, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Target } from './targets.ts'
import { useTargets } from './use-targets.ts'
import Typography from '@mui/material/Typography'

/** Goes to a model, version, experiment or run by id, or runs an action of the page behind. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [marked, setMarked] = useState(0)
  const { targets, isSearching, limits } = useTargets(text)
  const navigate = useNavigate()
  const id = useId()
  const at = Math.min(marked, targets.length - 1)

  function choose(target: Target | undefined) {
    if (!target) return
    onClose()
    if ('to' in target) void navigate(target.to)
    // Wait until the dialog has returned the focus, so that a menu opens at its button.
    else setTimeout(target.run)
  }
  function onKey(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (step === undefined) choose(targets[at])
    else setMarked((at + step + targets.length) % Math.max(targets.length, 1))
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" slotProps={dialog} sx={top}>
      <Box sx={{ p: 4, display: 'flex', flexDirection: 'column', minHeight: 0 }}>
        <TextField
          autoFocus
          label="Go to a model, version, experiment or run ID"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setMarked(0)
          }}
          onKeyDown={onKey}
          slotProps={{
            htmlInput: {
              role: 'combobox',
              'aria-expanded': true,
              'aria-controls': id,
              'aria-activedescendant': targets.length > 0 ? `${id}-${at}` : undefined,
              'aria-autocomplete': 'list',
              autoComplete: 'off',
              spellCheck: false,
            },
          }}
        />
        <TargetList id={id} targets={targets} marked={at} isSearching={isSearching} onChoose={choose} />
        {limits !== '' && (
          <Typography variant="caption" color="textSecondary" sx={{ pt: 3 }}>
            {limits}
          </Typography>
        )}
      </Box>
    </Dialog>
  )
}

const dialog = { paper: { 'aria-label': 'Command palette' } }
const top = { '& .MuiDialog-container': { alignItems: 'flex-start' } } as const

type Props = {
  id: string
  targets: readonly Target[]
  /** The one that Enter opens. */
  marked: number
  isSearching: boolean
  onChoose: (target: Target) => void
}

/** The palette's results by group; the focus stays in its field. */
function TargetList({ id, targets, marked, isSearching, onChoose }: Props) {
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
