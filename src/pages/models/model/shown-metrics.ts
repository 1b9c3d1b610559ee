import type { Run } from '#contract/runs.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { compareNames } from '../../../text/compare-names.ts'

/** Metrics shown by default. */
const FEW = 3

/**
 * The metrics of the versions' source runs, most telling first: those that differ, then those of most versions, then by
 * name. System metrics come last.
 */
export function metricKeys(versions: readonly ModelVersion[], runs: ReadonlyMap<string, Run>): string[] {
  const seen = new Map<string, { count: number; values: Set<number | string> }>()
  for (const { run_id } of versions)
    for (const { key, value } of runs.get(run_id ?? '')?.data.metrics ?? []) {
      const metric = seen.get(key) ?? { count: 0, values: new Set() }
      metric.count++
      metric.values.add(value)
      seen.set(key, metric)
    }
  return [...seen]
    .map(([key, { count, values }]) => ({
      key,
      count,
      last: (key.startsWith('system/') ? 2 : 0) + (values.size > 1 ? 0 : 1),
    }))
    .toSorted((a, b) => a.last - b.last || b.count - a.count || compareNames(a.key, b.key))
    .map(({ key }) => key)
}

/**
 * The existing metrics among `?metrics=`, or the first few without it. No key contains a comma (docs/rest-contract.md
 * §1.3).
 */
export function shownMetrics(param: string | null, keys: readonly string[]): string[] {
  if (param === null) return keys.slice(0, FEW)
  const asked = param.split(',')
  return keys.filter((key) => asked.includes(key))
}
