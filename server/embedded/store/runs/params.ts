import { invalid } from '#contract/errors.ts'
import type { Param } from '#contract/runs.ts'
import type { Db } from '../../db.ts'
import { staleByRun } from '../find/stale-texts.ts'
import { shorten } from '../names.ts'

type Conflict = { key: string; old: string; new: string }

/** Writes a param with a checked key, of an active run. Refuses another value for an existing param. */
export function writeParam(db: Db, runId: string, param: Param): void {
  const [conflict] = writeAll(db, runId, [param])
  if (conflict)
    throw invalid(
      `Changing param values is not allowed. Param with key='${conflict.key}' was already logged with value='${conflict.old}' for run ID='${runId}'. Attempted logging new value '${conflict.new}'.`,
    )
}

/** As writeParam, for a batch: one conflict refuses the whole batch. */
export function writeParams(db: Db, runId: string, params: Param[]): void {
  const conflicts = writeAll(db, runId, params)
  if (conflicts.length === 0) return
  const list = conflicts.map((c) => `{'key': '${c.key}', 'old_value': '${c.old}', 'new_value': '${c.new}'}`)
  throw invalid(
    `Changing param values is not allowed. Params were already logged='[${list.join(', ')}]' for run ID='${runId}'.`,
  )
}

/** Refuses a batch with a key twice, even with equal values (docs/rest-contract.md §3 log-batch). */
export function checkDistinct(params: Param[]): void {
  const seen = new Set<string>()
  const twice = params.map(({ key }) => key).filter((key) => seen.size === seen.add(key).size)
  if (twice.length > 0)
    throw invalid(
      `Duplicate parameter keys have been submitted: [${twice.map((key) => `'${key}'`).join(', ')}]. Please ensure the request contains only one param value per param key.`,
    )
}

/** Writes new params and returns those that have another value already; the caller then throws, which rolls back all. */
function writeAll(db: Db, runId: string, params: Param[]): Conflict[] {
  if (params.length > 0) staleByRun(db, runId)
  return params.flatMap((param) => {
    const value = shorten(param.value, 6000)
    if (db.run('INSERT OR IGNORE INTO params (run_id, key, value) VALUES (?, ?, ?)', runId, param.key, value) === 1)
      return []
    const old = db.get<Param>('SELECT key, value FROM params WHERE run_id = ? AND key = ?', runId, param.key)
    return old && old.value !== value ? [{ key: param.key, old: old.value, new: value }] : []
  })
}
