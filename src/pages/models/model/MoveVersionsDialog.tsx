import Alert from '@mui/material/Alert'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { mayMove } from '#contract/access/may-move.ts'
import { wordsOf } from '#contract/policy/changes.ts'
import { ruleFor } from '#contract/policy/rules.ts'
import { isActive, stages } from '#contract/stages.ts'
import type { ModelVersion, Stage } from '#contract/versions.ts'
import { useMay } from '../../../api/access/access.ts'
import { useMoveVersions } from '../../../api/many-versions.ts'
import { policyQueries } from '../../../api/policy.ts'
import { modelQueries } from '../../../api/models.ts'
import { CommentField } from '../../../ui/forms/CommentField.tsx'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { stageMeaning } from '../../../domain/stage-meaning.ts'
import { needsToMove } from '../../../parts/access/needs-to-move.ts'
import { WhomToAsk } from '../../../parts/WhomToAsk.tsx'
import { ReadNotice } from '../../../ui/feedback/ReadNotice.tsx'
import { readingOf } from '../../../ui/feedback/reads.ts'
import { toast } from '../../../ui/feedback/toast.ts'
import { versionList } from '../../../domain/version-list.ts'
import { Tick } from '../../../ui/forms/Tick.tsx'
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
  const [reason, setReason] = useState('')
  const move = useMoveVersions()
  const name = chosen[0]?.name ?? ''
  const may = useMay({ model: name })
  /** Whether one may move all of them there. */
  const isAllowed = (to: Stage) => chosen.every(({ current_stage = 'None' }) => mayMove(may, current_stage, to))
  const model = useQuery(modelQueries.detail(name))
  const policy = useQuery(policyQueries.of(name))
  const reading = readingOf([model, policy])
  const rule = ruleFor(policy.data?.in_force ?? [], stage)
  const numbers = chosen.map(({ version }) => version)
  const others = all
    .filter((it) => it.current_stage === stage && !numbers.includes(it.version))
    .map(({ version }) => version)
  const confirm = async () => {
    const archive = isActive(stage) && archives
    if (!(await succeeded(move, { versions: chosen, stage, archive, isNoted, reason }))) return
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
      disabled={!isAllowed(stage)}
      reading={reading}
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
            <option key={it} value={it} disabled={!isAllowed(it)}>
              {it} ({stageMeaning[it]})
            </option>
          ))}
        </TextField>
        {!stages.every(isAllowed) && <WhomToAsk thing={{ model: name }} needs={needsToMove(name, may)} />}
        {rule && (
          <Alert severity="info" variant="outlined" role="note">
            The policy for {stage} asks for {wordsOf(rule)}. Versions that do not meet it stay where they are.
          </Alert>
        )}
        <ReadNotice what="What this move needs and changes" reading={reading} />
        <Consequences chosen={chosen} stage={stage} aliases={model.data?.aliases ?? []} />
        <div>
          {isActive(stage) && (
            <Typography variant="body2" color="textSecondary">
              {others.length === 0 ? `No other version in ${stage}.` : `Also in ${stage}: ${versionList(others)}.`}
            </Typography>
          )}
          {isActive(stage) && others.length > 0 && (
            <Tick label={`Archive existing versions in ${stage}`} isChecked={archives} onChange={setArchives} />
          )}
          <CommentField label="Reason" value={reason} onChange={setReason} />
          {may.edit && <Tick label="Add a note to their descriptions" isChecked={isNoted} onChange={setNoted} />}
        </div>
      </Stack>
    </ConfirmDialog>
  )
}

type ConsequencesProps = {
  chosen: readonly ModelVersion[]
  stage: Stage
  aliases: readonly { alias: string; version: string }[]
}

/** What is easily overlooked when several versions move at once. */
function Consequences({ chosen, stage, aliases }: ConsequencesProps) {
  const leaving = chosen.filter(({ current_stage }) => current_stage === 'Production' && stage !== 'Production')
  const kept = aliases.filter((it) => chosen.some(({ version }) => version === it.version))
  const isEnding = stage === 'Archived' || stage === 'None'
  if (leaving.length === 0 && (!isEnding || kept.length === 0)) return null
  return (
    <Alert severity="warning" variant="outlined" role="note">
      {leaving.length > 0 && <div>In Production now: {versionList(leaving.map(({ version }) => version))}.</div>}
      {isEnding &&
        kept.map(({ alias, version }) => (
          <div key={alias}>
            Version {version} keeps @{alias}: code that loads this alias still gets it.
          </div>
        ))}
    </Alert>
  )
}
