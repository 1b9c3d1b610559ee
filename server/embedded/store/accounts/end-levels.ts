import type { Db } from '../../db.ts'
import { type Level, levels, type Thing, wordOf } from './level-words.ts'

/** How many levels an entry of the audit log names. */
const MOST_NAMED = 20

const tables = [
  ['model_levels', 'name', 'model'],
  ['experiment_levels', 'experiment_id', 'experiment'],
] as const

const wordFor = (kind: Thing['kind'], level: Level): string =>
  level === levels.none ? 'NONE' : wordOf({ kind }, level)

/**
 * Ends all levels of an account or a group. Only inside `write`. Returns what the audit log says of them, so that they can be given again.
 */
export function endLevels(db: Db, holder: 'account' | 'group', id: number): { levels?: string } {
  const ended = tables.flatMap(([table, key, kind]) =>
    db
      .all<{ on: string | number; level: Level }>(
        `DELETE FROM ${table} WHERE holder = ? AND holder_id = ? RETURNING ${key} AS "on", level`,
        holder,
        id,
      )
      .map(({ on, level }) => `${kind} ${on}: ${wordFor(kind, level)}`),
  )
  if (ended.length === 0) return {}
  const more = ended.length > MOST_NAMED ? ` and ${ended.length - MOST_NAMED} more` : ''
  return { levels: ended.slice(0, MOST_NAMED).join(', ') + more }
}
