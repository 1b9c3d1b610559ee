import Box from '@mui/material/Box'
import type { Tag } from '#contract/values.ts'
import { metricWords } from '../../domain/metric-meaning.ts'
import { wholeMeaning } from '../../domain/usual-metrics.ts'

/** What these metrics mean, a line each, as far as anybody has said it or their names tell. */
export function MetricMeanings({ keys, tags }: { keys: readonly string[]; tags: readonly Tag[] | undefined }) {
  const known = keys.map((key) => ({ key, words: metricWords(wholeMeaning(key, tags)) })).filter(({ words }) => words)
  if (known.length === 0) return null
  return (
    <Box component="dl" aria-label="What the metrics mean" sx={list}>
      {known.map(({ key, words }) => (
        <div key={key}>
          <dt>{key}</dt> <dd>{words}</dd>
        </div>
      ))}
    </Box>
  )
}

const list = {
  m: 0,
  typography: 'body2',
  color: 'text.secondary',
  overflowWrap: 'anywhere',
  '& dt, & dd': { display: 'inline', m: 0 },
  '& dt': { color: 'text.primary', fontWeight: 500 },
} as const
