import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { type Direction, metricTagKey, metricTagValue } from '../../domain/metric-meaning.ts'
import { wholeMeaning } from '../../domain/usual-metrics.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { tagKeyProblem, tagValue } from '#contract/tags.ts'
import { useSetModelTag } from '../../api/models.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { succeeded } from '../../ui/forms/write.ts'

type Props = { model: RegisteredModel; keys: readonly string[]; onClose: () => void }

/** Says what a metric of this model means: its unit, which values are better, and one sentence. */
export function DescribeMetricsDialog({ model, keys, onClose }: Props) {
  const [metric, setMetric] = useState(keys[0] ?? '')
  return <MetricForm key={metric} model={model} keys={keys} metric={metric} onMetric={setMetric} onClose={onClose} />
}

type FormProps = Props & { metric: string; onMetric: (metric: string) => void }

function MetricForm({ model: { name, tags }, keys, metric, onMetric, onClose }: FormProps) {
  const before = wholeMeaning(metric, tags)
  const [unit, setUnit] = useState(before.unit ?? '')
  const [direction, setDirection] = useState<Direction | ''>(before.direction ?? '')
  const [meaning, setMeaning] = useState(before.meaning ?? '')
  const set = useSetModelTag(name)
  const key = metricTagKey(metric)
  const problem = tagKeyProblem(key) && 'The name of this metric cannot be kept as a tag of the model.'
  const save = async () => {
    const value = metricTagValue({
      unit: unit.trim(),
      meaning: meaning.trim(),
      ...(direction && { direction }),
    })
    if (!(await succeeded(set, { key, value, was: tagValue(tags, key) ?? null }))) return
    toast({ text: `Description of ${metric} saved.` })
    onClose()
  }
  return (
    <ConfirmDialog
      title="Describe a metric"
      confirm="Save"
      disabled={problem !== undefined}
      write={set}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        <TextField
          select
          label="Metric"
          value={metric}
          error={problem !== undefined}
          helperText={problem ?? (before.isProposed ? 'Proposed from its name' : undefined)}
          onChange={(event) => onMetric(event.target.value)}
          slotProps={{ select: { native: true } }}
        >
          {keys.map((it) => (
            <option key={it}>{it}</option>
          ))}
        </TextField>
        <TextField
          select
          label="Better values"
          value={direction}
          // The options are the directions and none.
          onChange={(event) => setDirection(event.target.value as Direction | '')}
          slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
        >
          <option value="">Neither</option>
          <option value="lower">Lower is better</option>
          <option value="higher">Higher is better</option>
        </TextField>
        <TextField label="Unit" value={unit} onChange={(event) => setUnit(event.target.value)} helperText="Optional" />
        <TextField
          label="What it means"
          helperText="One sentence for someone new to this metric"
          value={meaning}
          autoFocus
          onChange={(event) => setMeaning(event.target.value)}
          slotProps={{ htmlInput: { dir: 'auto', maxLength: 500 } }}
        />
      </Stack>
    </ConfirmDialog>
  )
}
