import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { Trash2 } from 'lucide-react'
import { IconButton } from '../../ui/controls/IconButton.tsx'
import { Choice } from '../../ui/forms/Choice.tsx'
import { conditions, conditionWords, type MetricLine } from './rule-form.ts'

type Props = { lines: readonly MetricLine[]; onChange: (lines: MetricLine[]) => void }

/** The metrics that a rule asks for, a line each. */
export function MetricLines({ lines, onChange }: Props) {
  const change = (index: number, part: Partial<MetricLine>) =>
    onChange(lines.map((line, at) => (at === index ? { ...line, ...part } : line)))
  return (
    <Box role="group" aria-label="Metrics" sx={{ display: 'grid', gap: 3 }}>
      {lines.map((line, index) => (
        <Box
          // Lines have no id, and are only added at the end.
          key={index}
          sx={lineStyle}
        >
          <TextField
            label={`Metric ${index + 1}`}
            value={line.key}
            onChange={(event) => change(index, { key: event.target.value })}
            slotProps={{ htmlInput: { autoComplete: 'off' } }}
          />
          <Choice
            label="Condition"
            value={line.condition}
            options={conditions.map((condition) => [condition, conditionWords[condition]])}
            onChoose={(condition) => change(index, { condition })}
          />
          {line.condition !== 'present' && (
            <TextField
              label={line.condition.startsWith('at_') ? 'Number' : 'Tolerance'}
              value={line.number}
              onChange={(event) => change(index, { number: event.target.value })}
              slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off' } }}
            />
          )}
          <IconButton
            label={`Remove metric ${index + 1}`}
            style={{ gridArea: 'remove' }}
            onClick={() => onChange(lines.filter((_line, at) => at !== index))}
          >
            <Trash2 size={16} aria-hidden />
          </IconButton>
        </Box>
      ))}
      <div>
        <Button onClick={() => onChange([...lines, { key: '', condition: 'at_most', number: '' }])}>Add metric</Button>
      </div>
    </Box>
  )
}

/** On a narrow screen the name and its button are on a line of their own. */
const lineStyle = {
  display: 'grid',
  gap: 2,
  alignItems: 'center',
  gridTemplateColumns: { xs: '1fr 104px', sm: '1fr 1.4fr 104px auto' },
  gridTemplateAreas: { xs: '"metric remove" "condition number"', sm: '"metric condition number remove"' },
  '& > :nth-of-type(1)': { gridArea: 'metric' },
  '& > :nth-of-type(2)': { gridArea: 'condition' },
  '& > :nth-of-type(3)': { gridArea: 'number' },
} as const
