import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { cardKeys, cardLabel } from '#contract/card/fields.ts'
import { isAliasTarget } from '#contract/policy/alias-target.ts'
import { MAX_APPROVALS, type Rule } from '#contract/policy/rules.ts'
import { typedAlias } from '../../domain/as-stored.ts'
import { aliasError } from '../../domain/name-problems.ts'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { Tick } from '../../ui/forms/Tick.tsx'
import { MetricLines } from './MetricLines.tsx'
import { formOf, problemIn, type RuleForm, ruleOf } from './rule-form.ts'

type Props = {
  rule: Rule
  /** The targets that a new rule can have; missing for a rule that is there already. */
  targets?: readonly string[] | undefined
  write: { isPending: boolean; error: Error | null }
  onSave: (rule: Rule) => void
  onClose: () => void
}

/** Edits what one stage or alias asks for. */
export function RuleDialog({ rule, targets, write, onSave, onClose }: Props) {
  const [form, setForm] = useState(() => formOf(rule))
  const [isChecked, setChecked] = useState(false)
  const change = (part: Partial<RuleForm>) => setForm({ ...form, ...part })
  const problem = problemIn(form)
  const tick = (
    key: 'own_approval' | 'single' | 'description' | 'signature' | 'input_example' | 'pinned_requirements',
    label: string,
  ) => <Tick label={label} isChecked={form[key]} onChange={(checked) => change({ [key]: checked })} />
  const save = () => {
    setChecked(true)
    if (problem === undefined) onSave(ruleOf(form))
  }
  return (
    <ConfirmDialog
      title={targets ? 'Add a rule' : `Rule for ${rule.target}`}
      confirm="Save rule"
      write={{
        isPending: write.isPending,
        error: write.error ?? (isChecked && problem !== undefined ? new Error(problem) : null),
      }}
      onConfirm={save}
      onClose={onClose}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        {targets && <TargetField targets={targets} target={form.target} onChange={(target) => change({ target })} />}
        <TextField
          select
          label="Approvals"
          helperText="How many people must approve a request before the version moves"
          value={form.approvals}
          autoFocus={!targets}
          onChange={(event) => change({ approvals: Number(event.target.value) })}
          slotProps={{ select: { native: true } }}
        >
          {Array.from({ length: MAX_APPROVALS + 1 }, (_, count) => (
            <option key={count} value={count}>
              {count === 0 ? 'None' : count}
            </option>
          ))}
        </TextField>
        {form.approvals > 0 && (
          <div>
            <TextField
              label="Who may approve"
              helperText="Names, separated by commas. Leave empty to let anyone approve who may move the version"
              fullWidth
              value={form.approvers}
              onChange={(event) => change({ approvers: event.target.value })}
              slotProps={{ htmlInput: { dir: 'auto', autoComplete: 'off' } }}
            />
            {tick('own_approval', 'People may approve their own requests')}
          </div>
        )}
        <div>
          <Typography variant="subtitle2">The version must have</Typography>
          {tick('description', 'A description')}
          {tick('signature', 'A signature')}
          {tick('input_example', 'An input example')}
          {tick('pinned_requirements', 'Exact versions in requirements.txt')}
        </div>
        <div>
          <Typography variant="subtitle2">The model card must say</Typography>
          <Typography variant="body2" color="textSecondary">
            In the description of the version or of its model
          </Typography>
          <Box sx={fields}>
            {cardKeys.map((key) => (
              <Tick
                key={key}
                label={cardLabel(key)}
                isChecked={form.card.includes(key)}
                onChange={(checked) =>
                  change({ card: cardKeys.filter((one) => (one === key ? checked : form.card.includes(one))) })
                }
              />
            ))}
          </Box>
        </div>
        <TextField
          label="Tags"
          helperText="One key=value per line, or a key alone for any value"
          multiline
          minRows={2}
          value={form.tags}
          onChange={(event) => change({ tags: event.target.value })}
          slotProps={{ htmlInput: { dir: 'auto' } }}
        />
        <MetricLines lines={form.metrics} onChange={(metrics) => change({ metrics })} />
        {!isAliasTarget(form.target) && (
          <div>{tick('single', 'One version at a time: a move archives the others')}</div>
        )}
      </Stack>
    </ConfirmDialog>
  )
}

const fields = { display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(120px, 1fr))' } as const

type TargetProps = { targets: readonly string[]; target: string; onChange: (target: string) => void }

/** Chooses a stage, or names an alias. */
function TargetField({ targets, target, onChange }: TargetProps) {
  const isAlias = isAliasTarget(target)
  const alias = target.slice(1)
  const problem = alias === '' ? undefined : aliasError(alias)
  return (
    <>
      <TextField
        select
        label="Moving a version to"
        autoFocus
        value={isAlias ? '@' : target}
        onChange={(event) => onChange(event.target.value)}
        slotProps={{ select: { native: true } }}
      >
        {targets.map((stage) => (
          <option key={stage}>{stage}</option>
        ))}
        <option value="@">An alias</option>
      </TextField>
      {isAlias && (
        <TextField
          label="Alias"
          value={alias}
          error={problem !== undefined}
          helperText={problem}
          onChange={(event) => onChange(`@${typedAlias(event.target.value)}`)}
          slotProps={{ htmlInput: { autoComplete: 'off' } }}
        />
      )}
    </>
  )
}
