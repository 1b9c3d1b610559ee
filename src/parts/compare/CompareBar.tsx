import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import TextField from '@mui/material/TextField'
import type { ReactNode } from 'react'
import { Choice } from '../../ui/forms/Choice.tsx'
import { FilterChip } from '../../ui/search/FilterChip.tsx'
import { withParam } from '../../url-params.ts'
import { exportedRows, picturedRows } from './exported-rows.ts'
import { ExportButtons } from './ExportButtons.tsx'
import type { Comparison } from './use-comparison.ts'

type Props = {
  comparison: Comparison
  params: URLSearchParams
  onChange: (next: (before: URLSearchParams) => URLSearchParams) => void
  nameOf: (index: number) => string
  isReading: boolean
  /** What the files are called that are saved. */
  file: 'versions' | 'runs'
  /** Chooses which value of metrics is shown. */
  value: ReactNode
  children?: ReactNode
}

/** More would be slow to draw and to choose from; any other is chosen at its column. */
const MOST_OFFERED = 100

/** Above a comparison: its baseline, which rows are shown, and what saves them. */
export function CompareBar({ comparison, params, onChange, nameOf, isReading, file, value, children }: Props) {
  const { things, baseline, order } = comparison
  const first = order.length > MOST_OFFERED ? order.slice(0, MOST_OFFERED) : things.map((_, index) => index)
  const offered = baseline === undefined || first.includes(baseline) ? first : [baseline, ...first]
  return (
    <Stack data-screen="" direction="row" sx={bar}>
      <Choice
        label="Baseline"
        value={baseline === undefined ? '' : (things[baseline]?.id ?? '')}
        options={[['', 'None'], ...offered.map((index) => [things[index]?.id ?? '', nameOf(index)] as const)]}
        onChoose={(next) => onChange((before) => withParam(before, 'base', next))}
        sx={{ width: { sm: 260 }, flex: { xs: '1 1 150px', sm: 'none' } }}
      />
      {value}
      <FilterChip
        pressed={params.get('show') !== 'all'}
        onChange={(only) => onChange((before) => withParam(before, 'show', only ? '' : 'all'))}
      >
        Only differences
      </FilterChip>
      <TextField
        placeholder="Filter by name"
        value={params.get('rows') ?? ''}
        onChange={(event) => onChange((before) => withParam(before, 'rows', event.target.value))}
        slotProps={{ htmlInput: { 'aria-label': 'Filter values by name', spellCheck: false } }}
        sx={{ width: { sm: 200 }, flex: { xs: '1 1 110px', sm: 'none' } }}
      />
      <ExportButtons
        disabled={isReading}
        file={file}
        count={order.length}
        table={() => exportedRows(comparison, (index) => things[index]?.id ?? '')}
        picture={(most) => picturedRows(comparison, nameOf, most)}
      />
      {children}
      {things.length > MOST_OFFERED && (
        <Typography variant="caption" color="textSecondary" sx={{ flexBasis: '100%' }}>
          Baseline offers the first {MOST_OFFERED}; choose any other at its column.
        </Typography>
      )}
    </Stack>
  )
}

// What stands in the bar has its gaps from it.
const bar = { flexWrap: 'wrap', alignItems: 'center', gap: 3, mb: 3, '&& > *': { mb: 0 } } as const
