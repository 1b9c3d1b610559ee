import type { Run } from '#contract/runs.ts'
import { factsOf } from '../../../domain/runs/run-facts.ts'
import { csvOf } from '#contract/csv/csv.ts'
import { valueSuffix } from '../../../domain/metrics/metric-value.ts'
import { type KeyColumn, keysOf, partsOf, valueOf } from '../../../domain/runs/run-keys.ts'
import type { Values } from './exported-runs.ts'

const time = (ms: number | undefined) => (ms ? new Date(ms).toISOString() : '')

const allLast: Values = { choice: 'last', tags: [] }

/** Runs as CSV: the columns of every run, then every metric, param and tag of any run. Headers say which value is not the last. */
export function runsCsv(runs: readonly Run[], { choice, tags }: Values = allLast): string {
  const keys = keysOf(runs)
  const own = ['run_id', 'run_name', 'experiment_id', 'status', 'start_time', 'end_time', 'user', 'source', 'commit']
  const rows = runs.map((run) => {
    const { run_id, run_name = '', experiment_id, status, start_time, end_time } = run.info
    const { user = '', source = '', commit = '', parent = '' } = factsOf(run)
    const facts = [
      run_id,
      run_name,
      experiment_id,
      status,
      time(start_time),
      time(end_time),
      user,
      source,
      commit,
      parent,
    ]
    return [...facts, ...keys.map((key) => valueOf(run, key) ?? '')]
  })
  const headerOf = (id: KeyColumn) => {
    const { group, key } = partsOf(id)
    return group === 'metrics' ? id + valueSuffix(choice, key, tags) : id
  }
  return csvOf([[...own, 'parent_run_id', ...keys.map(headerOf)], ...rows])
}
