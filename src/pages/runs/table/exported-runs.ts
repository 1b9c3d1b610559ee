import { MOST_SUMMARIZED } from '#contract/metrics/points.ts'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import { inGroupsOf } from '../../../api/batched.ts'
import { allRuns } from '../../../api/many-runs.ts'
import { readSummaries } from '../../../api/metrics/summaries.ts'
import type { RunSearch } from '../../../api/runs.ts'
import { chosenRuns, type ValueChoice } from '../../../domain/metrics/metric-value.ts'
import { type KeyColumn, valueOf } from '../../../domain/runs/run-keys.ts'
import { formatCount } from '../../../ui/text/format-count.ts'

export type Values = { choice: ValueChoice; tags: readonly Tag[] }

type Wanted = Values & {
  search: RunSearch
  /** The selected runs; all that the search finds if there are none. */
  selected: readonly Run[]
  /** The column by which the runs must be sorted here, because the server cannot. */
  sortedHere: { column: KeyColumn; desc: boolean } | undefined
}

type Progress = { onProgress: (text: string) => void; signal: AbortSignal }

/** The runs to export, with the chosen value of each metric. Throws AbortError when `signal` ends it. */
export async function exportedRuns({ search, selected, sortedHere, ...values }: Wanted, progress: Progress) {
  const { onProgress, signal } = progress
  const onCount = (count: number) => onProgress(`${formatCount(count)} so far`)
  const runs = selected.length > 0 ? selected : await allRuns(search, { onProgress: onCount, signal })
  const valued = await withValues(runs, values, progress)
  return sortedHere && selected.length === 0 ? valued.toSorted(byNumber(sortedHere)) : valued
}

async function withValues(runs: readonly Run[], { choice, tags }: Values, { onProgress, signal }: Progress) {
  if (choice === 'last') return runs
  const valued: Run[] = []
  for (const group of inGroupsOf(MOST_SUMMARIZED)(runs)) {
    onProgress(`values of ${formatCount(valued.length)} of ${formatCount(runs.length)} runs read`)
    const keys = new Set(group.flatMap(({ data }) => data.metrics?.map(({ key }) => key) ?? []))
    const summaries = await readSummaries(group, [...keys], signal)
    valued.push(...chosenRuns(group, summaries, choice, tags))
  }
  return valued
}

/** By size; what has no number comes last, either way. */
function byNumber({ column, desc }: { column: KeyColumn; desc: boolean }) {
  const numberOf = (run: Run) => Number(valueOf(run, column) ?? NaN)
  return (one: Run, other: Run): number => {
    const [a, b] = [numberOf(one), numberOf(other)]
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
    return a === b ? 0 : a < b === desc ? 1 : -1
  }
}
