import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { stages } from '#contract/stages.ts'
import type { ModelVersion, Stage } from '#contract/versions.ts'
import { useMoveVersions } from '../../../api/many-versions.ts'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { stageMeaning } from '../../../domain/stage-meaning.ts'
import { toast } from '../../../ui/feedback/toast.ts'
import { versionList } from '../../../domain/version-list.ts'
import { succeeded } from '../../../ui/forms/write.ts'

type Props = {
  chosen: readonly ModelVersion[]
  /** Every version of the model, to know what else is in a stage. */
  all: readonly ModelVersion[]
  onDone: () => void
  onClose: () => void
}

/** Moves several versions to one stage. Other versions stay there unless the user archives them. */
export function MoveVersionsDialog({ chosen, all, onDone, onClose }: Props) {
  const [stage, setStage] = useState<Stage>('Archived')
  const [archives, setArchives] = useState(false)
  const [isNoted, setNoted] = useState(false)
  const move = useMoveVersions()
  const numbers = chosen.map(({ version }) => version)
  const isActive = stage === 'Staging' || stage === 'Production'
  const others = all
    .filter((it) => it.current_stage === stage && !numbers.includes(it.version))
    .map(({ version }) => version)
  const confirm = async () => {
    const archive = isActive && archives
    if (!(await succeeded(move, { versions: chosen, stage, archive, isNoted }))) return
    toast({
      text:
        `Moved ${versionList(numbers)} to ${stage}.` +
        (archive && others.length > 0 ? ` Archived ${versionList(others)}.` : ''),
    })
    onDone()
  }
  return (
    <ConfirmDialog
      title={`Move ${versionList(numbers)}`}
      confirm={`Move to ${stage}`}
      write={move}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Stack spacing={3} sx={{ pt: 2 }}>
        <TextField
          select
          label="To stage"
          autoFocus
          value={stage}
          // The options are the stages.
          onChange={(event) => setStage(stages.find((it) => it === event.target.value) ?? stage)}
          helperText="Stages are labels. Moving a version deploys nothing."
          slotProps={{ select: { native: true } }}
        >
          {stages.map((it) => (
            <option key={it} value={it}>
              {it} ({stageMeaning[it]})
            </option>
          ))}
        </TextField>
        <div>
          {isActive && (
            <Typography variant="body2" color="textSecondary">
              {others.length === 0 ? `No other version in ${stage}.` : `Also in ${stage}: ${versionList(others)}.`}
            </Typography>
          )}
          {isActive && others.length > 0 && (
            <FormControlLabel
              label={`Archive existing versions in ${stage}`}
              control={<Checkbox checked={archives} onChange={(event) => setArchives(event.target.checked)} />}
              sx={{ display: 'flex' }}
            />
          )}
          <FormControlLabel
            label="Add a note to their descriptions"
            control={<Checkbox checked={isNoted} onChange={(event) => setNoted(event.target.checked)} />}
            sx={{ display: 'flex' }}
          />
        </div>
      </Stack>
    </ConfirmDialog>
  )
}
