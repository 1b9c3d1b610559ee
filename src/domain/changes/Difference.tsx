import Box from '@mui/material/Box'
import { TrendingDown, TrendingUp } from 'lucide-react'
import { Fragment } from 'react'
import type { MetricChange } from './metrics.ts'
import { differenceWords, verdictWords } from './words.ts'

type Props = {
  change: MetricChange
  /** By how much, in words; by default as numbers. */
  words?: string
}

/** By how much a value changed, and whether that is better: by sign, word, shape and colour. */
export function Difference({ change, words = differenceWords(change) }: Props) {
  const { verdict, before = 0, after = 0 } = change
  const isJudged = verdict === 'better' || verdict === 'worse'
  const Shape = after > before ? TrendingUp : TrendingDown
  const color = { better: 'success.main', worse: 'error.main', broken: 'error.main' }[verdict as string]
  return (
    <Box component="span" sx={{ color: color ?? 'text.secondary' }}>
      {/* Lines break only before the share, never in a number. */}
      {words.split(/ (?=\()/).map((part, at) => (
        <Fragment key={part}>
          {at > 0 && ' '}
          <span className="one-line">{part}</span>
        </Fragment>
      ))}
      {verdictWords[verdict] && (
        <>
          {' '}
          <span className="one-line">
            {isJudged && <Shape size={13} aria-hidden style={{ verticalAlign: '-2px' }} />} {verdictWords[verdict]}
          </span>
        </>
      )}
    </Box>
  )
}
