import Box from '@mui/material/Box'
import { OWNER_TAG } from '#contract/tags.ts'
import { appliedParts } from '../../../grammar-search.ts'
import { usePreferences } from '../../../preferences.ts'
import { FilterChip } from '../../../ui/search/FilterChip.tsx'
import { Pill } from '../../../ui/text/Pill.tsx'
import { useUrlParams, withParam } from '../../../url-params.ts'
import { searchWith, tagClause } from './tag-clause.ts'

const stages = ['Production', 'Staging', 'Archived'] as const

/** Filters of the list: stage, owner, where to search, and the parts of the search itself. */
export function ModelFilters({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const [params, setParams] = useUrlParams()
  const { name } = usePreferences()
  const mine = name && tagClause(OWNER_TAG, name)
  const parts = appliedParts('models', text)
  const isMine = parts.find((part) => part.text === mine)
  const set = (key: string, value: string) => setParams((before) => withParam(before, key, value))
  return (
    <Box role="group" aria-label="Filters" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
      {stages.map((stage) => (
        <FilterChip
          key={stage}
          pressed={params.get('stage') === stage}
          onChange={(pressed) => set('stage', pressed ? stage : '')}
        >
          {stage === 'Archived' ? 'Has archived versions' : `In ${stage}`}
        </FilterChip>
      ))}
      {mine && (
        <FilterChip
          pressed={isMine !== undefined}
          onChange={() => onSearch(isMine ? isMine.rest : searchWith(params, mine))}
          title={`Owner is ${name}`}
        >
          Owned by me
        </FilterChip>
      )}
      <FilterChip
        pressed={params.get('in') === 'all'}
        onChange={(pressed) => set('in', pressed ? 'all' : '')}
        title="Also search descriptions, tags, owners, aliases and stages"
      >
        Search everywhere
      </FilterChip>
      {parts.map((part, index) => (
        <Pill key={index} title={part.text} removeLabel={`Remove ${part.text}`} onRemove={() => onSearch(part.rest)}>
          {part.text}
        </Pill>
      ))}
    </Box>
  )
}
