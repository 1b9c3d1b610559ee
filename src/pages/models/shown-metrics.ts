import type { Run } from '#contract/runs.ts'

/** How many metrics are shown before anybody has chosen. */
const FEW = 2

/** The metrics that any of these runs has, those of most runs first. */
export function metricKeys(runs: Iterable<Run>): string[] {
  const counts = new Map<string, number>()
  for (const run of runs) for (const { key } of run.data.metrics ?? []) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([key]) => key)
}

/** What `?metrics=` asks for, as far as it exists; without it the first few. No key has a comma (rest-contract §1.3). */
export function shownMetrics(param: string | null, keys: readonly string[]): string[] {
  if (param === null) return keys.slice(0, FEW)
  const asked = param.split(',')
  return keys.filter((key) => asked.includes(key))
}
