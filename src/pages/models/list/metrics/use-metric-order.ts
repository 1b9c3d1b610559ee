import { useQuery } from '@tanstack/react-query'
import { modelQueries } from '../../../../api/models.ts'
import type { ValueChoice } from '../../../../domain/metrics/metric-value.ts'
import { whenReachable } from '../../../../api/connection.ts'

/** The values of a metric that the models are sorted by (metric-values.ts). `left`: how many models are not read. */
export function useMetricOrder(metric: string, choice: ValueChoice) {
  const { data, isPending, error, refetch } = useQuery({
    queryKey: [...modelQueries.root, 'metric-order', metric, choice],
    queryFn: async ({ client, signal }) =>
      (await whenReachable(() => import('./metric-values.ts'))).metricValues(metric, choice, client, signal),
    enabled: metric !== '',
    staleTime: 60_000,
    structuralSharing: false,
  })
  return {
    values: data?.values,
    tags: data?.tags,
    shown: data?.shown ?? choice,
    left: data?.left ?? 0,
    isPending,
    error,
    retry: refetch,
  }
}
