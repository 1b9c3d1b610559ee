import type { Db } from '../../db.ts'
import { grantsOn } from './access.ts'
import { EVERYBODY } from './groups.ts'
import type { Level, Thing } from './level-words.ts'
import { type Holder, setLevel } from './levels.ts'

// Levels as the workspace registry's calls tell and set them (docs/accounts.md §5).

export type GivenLevel = { to: Holder; level: Level | undefined }

/** Who holds a level, and which field names them. */
type HolderField = 'user_name' | 'service_principal_name' | 'group_name'

export type Permissions = ReturnType<typeof permissionsOn>

/** Gives these levels on a model; `isWhole`: in place of all that the registry's levels can tell. Only inside `write`. */
export function giveLevels(
  db: Db,
  on: Thing,
  { given, isWhole, by }: { given: readonly GivenLevel[]; isWhole: boolean; by: string },
): void {
  if (isWhole) for (const holder of replaceable(db, on)) setLevel(db, on, holder, undefined, by)
  for (const { to, level } of given) setLevel(db, on, to, level, by)
}

/** What the registry's levels tell: whoever made the model stays, and so does who is kept out, for which it has no word. */
const replaceable = (db: Db, thing: Thing): Holder[] =>
  grantsOn(db, thing)
    .filter(({ level, is_creator }) => level !== 'NONE' && !is_creator)
    .map(({ holder, name = '' }) => (holder === 'everybody' ? { holder } : { holder, name }))

/** The levels on a model, whose id in the registry is `id`. */
export function permissionsOn(db: Db, model: string, id: string) {
  const services = servicesOn(db, model)
  const fieldOf = (holder: Holder['holder'], name: string): HolderField => {
    if (holder !== 'account') return 'group_name'
    return services.has(name) ? 'service_principal_name' : 'user_name'
  }
  const access_control_list = grantsOn(db, { kind: 'model', name: model })
    .filter(({ level }) => level !== 'NONE')
    .map(({ holder, name = EVERYBODY, level }) => ({
      [fieldOf(holder, name)]: name,
      display_name: name,
      all_permissions: [{ permission_level: level, inherited: false }],
    }))
  return { object_id: `/registered-models/${id}`, object_type: 'registered-model', access_control_list }
}

/** The names of the service accounts that have a level on a model. */
const servicesOn = (db: Db, model: string): ReadonlySet<string> =>
  new Set(
    db
      .all<{ name: string }>(
        `SELECT a.name FROM model_levels AS l JOIN accounts AS a ON a.id = l.holder_id
         WHERE l.name = ? AND l.holder = 'account' AND a.kind = 'service'`,
        model,
      )
      .map(({ name }) => name),
  )
