import type { Db } from '../../db.ts'

/** How many levels an entry of the audit log names. */
const MOST_NAMED = 20

const tables = [
  ['model_levels', 'name', 'model'],
  ['experiment_levels', 'experiment_id', 'experiment'],
] as const

/** Ends all levels of an account or a group. Only inside `write`. Returns what the audit log says of them: who had which right, and until when. */
export function endLevels(db: Db, holder: 'account' | 'group', id: number): { levels?: string } {
  const ended = tables.flatMap(([table, key, kind]) =>
    db
      .all<{ on: string | number }>(
        `DELETE FROM ${table} WHERE holder = ? AND holder_id = ? RETURNING ${key} AS "on"`,
        holder,
        id,
      )
      .map(({ on }) => `${kind} ${on}`),
  )
  if (ended.length === 0) return {}
  const more = ended.length > MOST_NAMED ? ` and ${ended.length - MOST_NAMED} more` : ''
  return { levels: ended.slice(0, MOST_NAMED).join(', ') + more }
}
