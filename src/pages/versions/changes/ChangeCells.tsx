import Box from '@mui/material/Box'
import { TrendingDown, TrendingUp } from 'lucide-react'
import type { MetricChange, MetricVerdict } from '../../../domain/changes/metrics.ts'
import { formatNumber } from '../../../ui/text/format-number.ts'

/** A value that one of the versions does not have; `isKnown` is false if it could not be read. */
export const Missing = ({ isKnown = true }: { isKnown?: boolean }) => (
  <Box component="span" sx={{ color: 'text.secondary' }}>
    {isKnown ? 'None' : 'Unknown'}
  </Box>
)

const words: Record<MetricVerdict, string> = {
  same: 'Same',
  better: 'better',
  worse: 'worse',
  changed: '',
  new: 'New',
  gone: 'Gone',
  broken: 'Not a number now',
  mended: 'Now a number',
}

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
      {difference !== undefined && (
        <>
          {signed(difference)}
          {ratio !== undefined && ` (${signed(Number((ratio * 100).toPrecision(2)))}%)`}{' '}
        </>
      )}
      {isJudged && <Shape size={13} aria-hidden style={{ verticalAlign: '-2px' }} />} {words[verdict]}
    </Box>
  )
}

const signed = (value: number) => (value > 0 ? '+' : '') + formatNumber(value).replace('-', '−')
