import type { Seen } from '#contract/filter/filter-completion.ts'
import { writtenKey } from '#contract/filter/filter-key.ts'
import type { Run } from '#contract/runs.ts'
import { keysOf, partsOf, valueOf } from '../../../domain/run-keys.ts'

/** Runs inspected per keystroke. */
const MAX_RUNS = 200

/** The metrics, params and tags of these runs as a filter writes them, with the values of params and tags. */
export function seenValues(runs: readonly Run[]): Seen {
  const some = runs.slice(0, MAX_RUNS)
  return new Map(
    keysOf(some).map((column) => {
      const values = column.startsWith('metrics.') ? [] : some.flatMap((run) => valueOf(run, column) ?? [])
      const { group, key } = partsOf(column)
      return [writtenKey(group, key), new Set(values.map(String))]
    }),
  )
}
