import type { Run } from '#contract/runs.ts'
import type { FreeEntity } from '#contract/filter/filter-key.ts'
import { withoutSecrets } from '../../text/without-secrets.ts'
import { ownTags } from '#contract/tags.ts'

/** A column for one metric, param or tag: `metrics.rmse`, `params.lr`, `tags.team`. */
export type KeyColumn = `${FreeEntity}.${string}`

const groups = ['metrics', 'params', 'tags'] as const

export const isKeyColumn = (id: string): id is KeyColumn => /^(metrics|params|tags)\../s.test(id)

/** `metrics.val/acc` → `metrics` and `val/acc`. */
export function partsOf(column: KeyColumn): { group: (typeof groups)[number]; key: string } {
  const dot = column.indexOf('.')
  return { group: column.slice(0, dot) as (typeof groups)[number], key: column.slice(dot + 1) } // guaranteed by the type
}

/** Every metric, param and user tag of these runs, each group sorted by key. */
export function keysOf(runs: readonly Run[]): KeyColumn[] {
  return groups.flatMap((group) => {
    const items = (run: Run) => (group === 'tags' ? ownTags(run.data.tags) : (run.data[group] ?? []))
    const keys = new Set(runs.flatMap((run) => items(run).map(({ key }) => key)))
    return [...keys].toSorted().map((key): KeyColumn => `${group}.${key}`)
  })
}

/** The run's value in such a column; addresses in texts lack their secrets. */
export function valueOf({ data }: Run, column: KeyColumn): string | number | undefined {
  const { group, key } = partsOf(column)
  const value = data[group]?.find((it) => it.key === key)?.value
  return typeof value === 'string' ? withoutSecrets(value) : value
}
