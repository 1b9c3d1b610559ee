import { useMemo, useState } from 'react'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import type { ValueChoice } from '../../../domain/metrics/metric-value.ts'
import { isKeyColumn, partsOf, valueOf } from '../../../domain/runs/run-keys.ts'
import { useChosenRuns } from '../../../parts/metrics/use-chosen-runs.ts'
import { decimalsOf } from '../../../ui/text/format-number.ts'
import { runColumns } from './run-columns.tsx'
import { defaultColumns } from './shown-columns.ts'

type Wanted = {
  runs: readonly Run[] | undefined
  firstPage: readonly Run[] | undefined
  /** The columns in the URL, if any. */
  chosen: readonly string[] | undefined
  sortedBy: string
  /** The column whose values sort as numbers. */
  asNumbers: string | undefined
  /** Whether the runs are of several experiments. */
  ofSeveral: boolean
  /** Whether these are the newest of all runs, neither filtered nor in another order. */
  isWhole: boolean
  /** They say what metrics mean. */
  tags: readonly Tag[]
  /** Which value of metrics is shown. */
  choice: ValueChoice
}

/** The ids of the columns to show, the runs with the values that they show, and the columns: these change only where they look different. */
export function useRunColumns({
  runs,
  firstPage,
  chosen,
  sortedBy,
  asNumbers,
  ofSeveral,
  isWhole,
  tags,
  choice,
}: Wanted) {
  const usual = useUsualColumns(firstPage, ofSeveral, isWhole)
  const shown = chosen ?? usual
  const ids = isKeyColumn(sortedBy) && !shown.includes(sortedBy) ? [sortedBy, ...shown] : shown
  const key = JSON.stringify(ids)
  const keys = useMemo(() => metricsIn(JSON.parse(key) as string[]), [key])
  const chosenRuns = useChosenRuns(runs, { choice, keys, tags })
  const values = chosenRuns.runs
  const decimals = JSON.stringify(useMemo(() => decimalsIn(values ?? [], JSON.parse(key) as string[]), [values, key]))
  const columns = useMemo(
    () =>
      runColumns(JSON.parse(key) as string[], {
        tags,
        choice,
        asNumbers,
        decimals: JSON.parse(decimals) as Record<string, number>,
      }),
    [key, decimals, tags, choice, asNumbers],
  )
  return { shown, columns, chosenRuns }
}

/**
 * The columns shown where none are chosen: those that suit the newest runs. They stay while the list is filtered or sorted,
 * so that a column is found again where it was.
 */
function useUsualColumns(firstPage: readonly Run[] | undefined, ofSeveral: boolean, isWhole: boolean): string[] {
  const [kept, setKept] = useState<string[]>()
  const fresh = useMemo(() => defaultColumns(firstPage ?? [], ofSeveral), [firstPage, ofSeveral])
  const isBetter = firstPage !== undefined && firstPage.length > 0 && (isWhole || kept === undefined)
  if (isBetter && kept !== fresh) setKept(fresh)
  return isBetter ? fresh : (kept ?? fresh)
}

const metricsIn = (ids: readonly string[]): string[] =>
  ids.flatMap((id) => (isKeyColumn(id) && partsOf(id).group === 'metrics' ? [partsOf(id).key] : []))

/** Runs whose values decide. */
const MOST_RUNS = 500

/** The decimals of each metric column: as many in every row, so that the points stand below each other. */
function decimalsIn(runs: readonly Run[], ids: readonly string[]): Record<string, number> {
  const some = runs.slice(0, MOST_RUNS)
  const metrics = ids.filter(isKeyColumn).filter((id) => id.startsWith('metrics.'))
  return Object.fromEntries(metrics.map((id) => [id, decimalsOf(some.map((run) => valueOf(run, id)))]))
}
