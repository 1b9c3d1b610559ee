import Box from '@mui/material/Box'
import Dialog from '@mui/material/Dialog'
import TextField from '@mui/material/TextField'
import { type KeyboardEvent, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { TargetList } from './TargetList.tsx'
import type { Target } from './targets.ts'
import { useTargets } from './use-targets.ts'

/** Goes to a model, version, experiment or run by id, or runs an action of the page behind. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [marked, setMarked] = useState(0)
  const { targets, isSearching } = useTargets(text)
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
      </Box>
    </Dialog>
  )
}

const dialog = { paper: { 'aria-label': 'Command palette' } }
const top = { '& .MuiDialog-container': { alignItems: 'flex-start' } } as const
