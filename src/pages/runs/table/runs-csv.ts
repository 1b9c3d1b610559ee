import type { Run } from '#contract/runs.ts'
import { factsOf } from '../../../domain/run-facts.ts'
import { csvOf } from '#contract/csv/csv.ts'
import { keysOf, valueOf } from '../../../domain/run-keys.ts'

const time = (ms: number | undefined) => (ms ? new Date(ms).toISOString() : '')

/** Runs as CSV: the columns of every run, then every metric, param and tag of any run. */
export function runsCsv(runs: readonly Run[]): string {
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
  return csvOf([[...own, 'parent_run_id', ...keys], ...rows])
}
