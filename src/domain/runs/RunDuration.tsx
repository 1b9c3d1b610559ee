import type { RunInfo } from '#contract/runs.ts'
import { useNow } from '../../ui/text/clock.ts'
import { duration } from '../../ui/text/duration.ts'

/** How long a run took or has been running; “–” without a start, or without an end after it stopped. */
export function RunDuration({ run: { start_time, end_time, status } }: { run: RunInfo }) {
  const now = useNow()
  const end = end_time || (status === 'RUNNING' ? now : undefined)
  if (!start_time || !end) return '–'
  return <span title={`${end - start_time} ms`}>{duration(end - start_time)}</span>
}
