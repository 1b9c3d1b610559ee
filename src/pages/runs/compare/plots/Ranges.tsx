import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { keyOfRow } from '../../../../domain/compare/compared.ts'
import { intervalOf, type Range, withRanges } from '../../../../domain/compare/ranges.ts'
import { IconButton } from '../../../../ui/controls/IconButton.tsx'
import { formatNumber } from '../../../../ui/text/format-number.ts'
import { AxisChoice } from './AxisChoice.tsx'
import type { PlotProps } from './plot-props.ts'

/** The chosen parts of axes, to read, to remove, and to add without a pointer. */
export function Ranges({
  plots: { ranges, axes, axisOf, choices, whyNot },
  onChange,
}: Pick<PlotProps, 'plots' | 'onChange'>) {
  const [isAdding, setAdding] = useState(false)
  const show = (next: readonly Range[]) => onChange((before) => withRanges(before, next))
  return (
    <Box data-screen="" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, mt: 1 }}>
      {ranges.map((range, at) => {
        const name = axisOf(range.id)?.name ?? keyOfRow(range.id)
        const text = `${name} ${ended(range.from)} to ${ended(range.to)}`
        return (
          <Box key={JSON.stringify(range)} component="span" sx={{ typography: 'body2', overflowWrap: 'anywhere' }}>
            <bdi>{text}</bdi>
            <IconButton label={`Remove range ${text}`} hint="Remove" onClick={() => show(ranges.toSpliced(at, 1))}>
              <X size={14} aria-hidden />
            </IconButton>
          </Box>
        )
      })}
      {isAdding ? (
        <RangeForm
          plots={{ choices: choices.filter(({ id }) => axes.some((axis) => axis.id === id)), whyNot }}
          isValid={(range) => {
            const axis = axisOf(range.id)
            return axis !== undefined && intervalOf(range, axis) !== undefined
          }}
          onAdd={(range) => {
            show([...ranges, range])
            setAdding(false)
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <Button variant="text" onClick={() => setAdding(true)}>
          Add range
        </Button>
      )}
    </Box>
  )
}

const ended = (end: number | string) => (typeof end === 'number' ? formatNumber(end) : end)

type FormProps = {
  plots: Pick<PlotProps['plots'], 'choices' | 'whyNot'>
  isValid: (range: Range) => boolean
  onAdd: (range: Range) => void
  onCancel: () => void
}

function RangeForm({ plots, isValid, onAdd, onCancel }: FormProps) {
  const [id, setId] = useState(plots.choices[0]?.id ?? '')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const [isWrong, setWrong] = useState(false)
  const add = (event: FormEvent) => {
    event.preventDefault()
    const range = { id, from: from.trim(), to: (to || from).trim() }
    setWrong(range.from === '' || !isValid(range))
    if (range.from !== '' && isValid(range)) onAdd(range)
  }
  const field = { error: isWrong, sx: { width: 120 } }
  return (
    <Box component="form" onSubmit={add} sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: 2, pt: 1 }}>
      <AxisChoice label="Axis" value={id} plots={plots} onChoose={setId} />
      <TextField
        {...field}
        label="From"
        value={from}
        helperText={isWrong ? 'Enter values from this axis' : undefined}
        onChange={(event) => setFrom(event.target.value)}
      />
      <TextField {...field} label="To" value={to} onChange={(event) => setTo(event.target.value)} />
      <Button type="submit">Add</Button>
      <Button variant="text" onClick={onCancel}>
        Cancel
      </Button>
    </Box>
  )
}
