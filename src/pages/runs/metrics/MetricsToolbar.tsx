import Autocomplete from '@mui/material/Autocomplete'
import FormControlLabel from '@mui/material/FormControlLabel'
import Stack from '@mui/material/Stack'
import Switch from '@mui/material/Switch'
import TextField from '@mui/material/TextField'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import Typography from '@mui/material/Typography'
import { ValueSelect } from '../../../parts/metrics/ValueSelect.tsx'
import { Smoothing } from '../../../ui/controls/Smoothing.tsx'
import { type XKind, xKinds } from '../../../ui/chart/x-axis.ts'
import { useSameNames } from '../../../ui/forms/same-names.ts'
import type { MetricsView } from './metrics-view.ts'

type Props = {
  keys: readonly string[]
  view: MetricsView
  onChange: (change: Partial<MetricsView>) => void
  /** Called while the slider moves; `onChange` is called when it stops. */
  onSmoothing: (smoothing: number) => void
}

const axes: Record<XKind, string> = { step: 'Step', time: 'Time', relative: 'Elapsed time' }

/** Chooses the metrics to show, which value of them, and how to draw them; the legend of chosen metrics has every value. */
export function MetricsToolbar({ keys, view, onChange, onSmoothing }: Props) {
  const chosen = useSameNames(view.chosen)
  return (
    <Stack data-screen="" direction="row" sx={{ flexWrap: 'wrap', alignItems: 'center', columnGap: 5, rowGap: 3 }}>
      <Autocomplete
        multiple
        disableCloseOnSelect
        limitTags={2}
        options={keys}
        value={chosen}
        onChange={(_event, names) => onChange({ chosen: names })}
        renderInput={(params) => (
          <TextField
            {...params}
            label="Metrics"
            placeholder={view.chosen.length > 0 ? '' : 'All metrics; select some to overlay'}
            slotProps={{ ...params.slotProps, inputLabel: { ...params.slotProps.inputLabel, shrink: true } }}
          />
        )}
        sx={{ flex: '1 1 320px', maxWidth: 520 }}
      />
      {view.chosen.length === 0 && (
        <ValueSelect label="Values" value={view.value} onChoose={(value) => onChange({ value })} />
      )}
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label="X axis"
        value={view.x}
        onChange={(_event, x: XKind | null) => x && onChange({ x })}
      >
        {xKinds.map((kind) => (
          <ToggleButton key={kind} value={kind}>
            {axes[kind]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <FormControlLabel
        control={<Switch size="small" checked={view.isLog} onChange={(_event, isLog) => onChange({ isLog })} />}
        label={<Typography variant="body2">Log scale</Typography>}
        sx={{ m: 0, gap: 2 }}
      />
      <Smoothing value={view.smoothing} onMove={onSmoothing} onChange={(smoothing) => onChange({ smoothing })} />
      {view.chosen.length > 0 && (
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="View"
          value={view.isTable ? 'table' : 'chart'}
          onChange={(_event, as: string | null) => as && onChange({ isTable: as === 'table' })}
        >
          <ToggleButton value="chart">Chart</ToggleButton>
          <ToggleButton value="table">Table</ToggleButton>
        </ToggleButtonGroup>
      )}
    </Stack>
  )
}
