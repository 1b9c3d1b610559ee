import Box from '@mui/material/Box'
import { TrendingDown, TrendingUp } from 'lucide-react'
import type { MetricChange } from './metrics.ts'
import { differenceWords, verdictWords } from './words.ts'

/** By how much a metric changed, and whether that is better: by sign, word, shape and colour. */
export function Difference({
  change: { difference, ratio, verdict, before = 0, after = 0 },
}: {
  change: MetricChange
}) {
  const isJudged = verdict === 'better' || verdict === 'worse'
  const Shape = after > before ? TrendingUp : TrendingDown
  const color = { better: 'success.main', worse: 'error.main', broken: 'error.main' }[verdict as string]
  return (
    <Box component="span" sx={{ color: color ?? 'text.secondary' }}>
      {differenceWords({ difference, ratio })}{' '}
      {isJudged && <Shape size={13} aria-hidden style={{ verticalAlign: '-2px' }} />} {verdictWords[verdict]}
    </Box>
  )
}
