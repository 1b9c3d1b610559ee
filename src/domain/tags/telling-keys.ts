import type { Run } from '#contract/runs.ts'
import type { KeyColumn } from '../runs/run-keys.ts'
import { compareNames } from '../../text/compare-names.ts'

/**
 * The metrics or params that best tell these runs apart, at most `count`, best first: first those that most runs have,
 * then those that differ, then metrics of held-out data before those of training data. System metrics are left out.
 */
export function tellingKeys(runs: readonly Run[], group: 'metrics' | 'params', count: number): KeyColumn[] {
  const values = new Map<string, unknown[]>()
  for (const { data } of runs)
    for (const { key, value } of data[group] ?? []) {
      const own = values.get(key)
      if (own) own.push(value)
      else if (group === 'params' || !key.startsWith('system/')) values.set(key, [value])
    }
  const most = Math.max(...[...values.values()].map((own) => own.length))
  const ranked = [...values].map(([key, own]) => ({
    key,
    // Rounded to quarters: a key that 97 of 100 runs have counts as common to all.
    rank: [-Math.round((own.length / most) * 4), new Set(own).size > 1 ? 0 : 1, group === 'metrics' ? kindOf(key) : 0],
  }))
  return ranked
    .toSorted((a, b) => firstDifference(a.rank, b.rank) || compareNames(a.key, b.key))
    .slice(0, count)
    .map(({ key }): KeyColumn => `${group}.${key}`)
}

/** 0 for held-out data, 2 for training data, 1 if the name does not say. */
function kindOf(key: string): number {
  if (/(^|[^a-z])(test|val|valid|validation|eval|holdout)([^a-z]|$)/i.test(key)) return 0
  return /(^|[^a-z])(train|training)([^a-z]|$)/i.test(key) ? 2 : 1
}

const firstDifference = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0
