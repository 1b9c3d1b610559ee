import Typography from '@mui/material/Typography'
import type { ValueChoice } from '../../domain/metrics/metric-value.ts'
import { serverInfo } from '../../api/server-info.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { formatCount } from '../../ui/text/format-count.ts'

type Props = {
  read: { isPending: boolean; error: Error | undefined; retry: () => void }
  choice: ValueChoice
  /** The metric by which the loaded rows are sorted here, because the server can't. */
  sortedHere?: string | undefined
  count?: number
  hasMore?: boolean
}

/** Says what the chosen values are of, and how far they are read. */
export function ChosenValues({ read, choice, sortedHere, count = 0, hasMore = false }: Props) {
  if (read.error)
    return <ErrorNotice title="The metric values could not be read" error={read.error} onRetry={read.retry} />
  const isHere = serverInfo.capabilities.metricSummaries
  const words = [
    read.isPending ? (isHere ? 'Reading values…' : 'Reading the histories of the metrics shown…') : '',
    !isHere && !read.isPending ? `The ${wordFor[choice]} values come from the histories of the runs shown.` : '',
    sortedHere && hasMore
      ? `Only the ${formatCount(count)} loaded runs are sorted by ${sortedHere} (${choice}), because this server can sort by the last value only. Scroll to load more.`
      : '',
  ].filter(Boolean)
  if (words.length === 0) return null
  return (
    <Typography variant="body2" color="textSecondary" role="status">
      {words.join(' ')}
    </Typography>
  )
}

const wordFor: Record<ValueChoice, string> = { last: 'last', best: 'best', min: 'lowest', max: 'highest', mean: 'mean' }
