import Box from '@mui/material/Box'
import { TrendingDown, TrendingUp } from 'lucide-react'
import type { MetricChange } from '../../../domain/changes/metrics.ts'
import { differenceWords, verdictWords } from '../../../domain/changes/words.ts'

/** A value that one of the versions does not have, and not “None”, which Python may have logged; `isKnown` is false if it could not be read. */
export const Missing = ({ isKnown = true }: { isKnown?: boolean }) => (
  <Box component="span" sx={{ color: 'text.secondary' }}>
    {isKnown ? '–' : 'Unknown'}
  </Box>
)

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
