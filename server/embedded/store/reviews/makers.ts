import type { Db } from '../../db.ts'
import { ORIGINS } from './chosen-events.ts'
import { findLog } from './log.ts'

/** Who created a model, or registered its version; missing where the log does not tell. */
export function makerOf(db: Db, name: string, version?: string): { user_id?: string } {
  const row = db.get<{ user: string }>(
    `SELECT e.user FROM ${ORIGINS} AND e.log = ? AND e.version IS ? AND e.kind = ? ORDER BY e.number DESC LIMIT 1`,
    findLog(db, name) ?? null,
    version === undefined ? null : Number(version),
    version === undefined ? 'created' : 'registered',
  )
  return row ? { user_id: row.user } : {}
}
