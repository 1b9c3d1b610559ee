import Box from '@mui/material/Box'
import type { OpenRequest } from '#contract/review-paths.ts'
import { useUrlParams, withParam } from '../../url-params.ts'
import { Choice } from '../../ui/forms/Choice.tsx'
import { FilterChip } from '../../ui/search/FilterChip.tsx'
import { requestFilter, valuesOf } from './request-filter.ts'

type Props = {
  requests: readonly OpenRequest[]
  /** How many of them wait for this person. */
  waiting: number
}

/** Filters of the open requests, in the URL. */
export function RequestFilters({ requests, waiting }: Props) {
  const [params, setParams] = useUrlParams()
  const filter = requestFilter(params)
  const set = (key: string, value: string) => setParams((before) => withParam(before, key, value))
  const choice = (label: string, key: 'stage' | 'model' | 'by', every: string, read: (it: OpenRequest) => string) => (
    <Choice
      label={label}
      value={filter[key]}
      options={[['', every], ...valuesOf(requests, read, filter[key]).map((value) => [value, value] as const)]}
      onChoose={(value) => set(key, value)}
      sx={{ width: 176 }}
    />
  )
  return (
    <Box
      role="group"
      aria-label="Filters"
      data-screen=""
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, alignItems: 'center', pt: 2, mb: 2 }}
    >
      <FilterChip pressed={filter.waiting} onChange={(pressed) => set('waiting', pressed ? 'me' : '')}>
        Waiting for me ({waiting})
      </FilterChip>
      {choice('To stage or alias', 'stage', 'All', ({ to_stage = 'None' }) => to_stage)}
      {choice('Model', 'model', 'All models', ({ name }) => name)}
      {choice('Requested by', 'by', 'Everybody', ({ user_id }) => user_id)}
    </Box>
  )
}
