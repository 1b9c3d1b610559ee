import { unparse } from 'papaparse'
import type { Run } from '#contract/runs.ts'
import { factsOf } from '../../../domain/run-facts.ts'
import { keysOf, valueOf } from '../../../domain/run-keys.ts'

/** What a spreadsheet would run as a formula; a plain number is not one. */
const formula = /^[=@\t\r]|^[+-](?!\d*\.?\d+(e[+-]?\d+)?$)/i

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
  return unparse([[...own, 'parent_run_id', ...keys], ...rows], { escapeFormulae: formula })
}
