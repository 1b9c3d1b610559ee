import { useQuery } from '@tanstack/react-query'
import { lastRunQueries } from '../../api/last-runs.ts'
import { Time } from '../../ui/text/Time.tsx'

/** Start of an experiment's latest run, loaded when the row renders. */
export function LastRunCell({ experimentId }: { experimentId: string }) {
  const { data, error } = useQuery(lastRunQueries.of(experimentId))
  if (error && data === undefined) return <span title={error.message}>unknown</span>
  return data === undefined ? null : <Time ms={data ?? undefined} />
}
