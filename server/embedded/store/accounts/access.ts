import type { Access, Grant, LevelWord } from '#contract/access/access.ts'
import { invalid } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { getExperiment } from '../experiments/experiment-rows.ts'
import { requireModel } from '../registry/model-rows.ts'
import type { Account } from './accounts.ts'
import { experimentLevels, type Level, levels, modelLevels, type Thing, wordOf } from './level-words.ts'
import { HELD, idOf, keyOf, tableOf } from './levels.ts'

/** The thing that a request names by either field. Throws INVALID_PARAMETER_VALUE, or RESOURCE_DOES_NOT_EXIST. */
export function requireThing(db: Db, named: { model?: string | undefined; experiment_id?: string | undefined }): Thing {
  const { model, experiment_id } = named
  if ((model === undefined) === (experiment_id === undefined))
    throw invalid("Exactly one of 'model' and 'experiment_id' is required.")
  if (model !== undefined) {
    requireModel(db, model)
    return { kind: 'model', name: model }
  }
  return { kind: 'experiment', id: Number(getExperiment(db, experiment_id!).experiment_id) } // one of both is set
}

/** The word of a level as answers have it. */
export const levelWord = (thing: Thing, level: Level): LevelWord =>
  level === levels.none ? 'NONE' : (wordOf(thing, level) as LevelWord) // one of the schema's words

/** The level of a word. Throws INVALID_PARAMETER_VALUE for one that this kind of thing does not have. */
export function levelOfWord({ kind }: Thing, word: LevelWord): Level {
  const known = kind === 'model' ? modelLevels : experimentLevels
  const level = word === 'NONE' ? levels.none : known.get(word)
  if (level === undefined) throw invalid(`The level on this ${kind} must be NONE, ${[...known.keys()].join(', ')}.`)
  return level
}

type Row = { holder: Grant['holder']; name: string | null; level: Level; creator: number }

/** Every level on a thing, the highest first, without those of deleted accounts. */
export function grantsOn(db: Db, thing: Thing): Grant[] {
  return db
    .all<Row>(
      `SELECT l.holder, ifnull(a.name, g.name) AS name, l.level, l.creator FROM ${tableOf(thing)} AS l
       LEFT JOIN accounts AS a ON l.holder = 'account' AND a.id = l.holder_id
       LEFT JOIN groups AS g ON l.holder = 'group' AND g.id = l.holder_id
       WHERE l.${keyOf(thing)} = ? AND (l.holder = 'everybody' OR (a.id IS NOT NULL AND a.deleted IS NULL) OR g.id IS NOT NULL)
       ORDER BY l.holder = 'everybody' DESC, l.level DESC, l.holder DESC, name`,
      idOf(thing),
    )
    .map(({ holder, name, level, creator }) => ({
      holder,
      ...(name !== null && { name }),
      level: levelWord(thing, level),
      ...(creator === 1 && { is_creator: true }),
    }))
}

/** More names help nobody who looks for one person to ask. */
const MOST_GIVERS = 10

/** Who to ask for a level: the managers of a thing, or the admins where it has none. */
export function giversOf(db: Db, thing: Thing): string[] {
  const managers = db.all<{ name: string }>(
    `SELECT DISTINCT a.name FROM ${tableOf(thing)} AS l JOIN accounts AS a ON a.deleted IS NULL AND a.deactivated IS NULL AND a.kind = 'person' AND (
       (l.holder = 'account' AND a.id = l.holder_id) OR
       (l.holder = 'group' AND a.id IN (SELECT account_id FROM group_members WHERE group_id = l.holder_id)))
     WHERE l.${keyOf(thing)} = ? AND l.level = ? ORDER BY a.folded LIMIT ${MOST_GIVERS}`,
    idOf(thing),
    levels.manage,
  )
  return managers.length > 0 ? managers.map(({ name }) => name) : adminsToAsk(db)
}

/** Who to ask for a role, and for what only admins do. */
export function adminsToAsk(db: Db): string[] {
  const admins = db.all<{ name: string }>(
    `SELECT name FROM accounts WHERE role = 'admin' AND kind = 'person' AND deleted IS NULL AND deactivated IS NULL ORDER BY folded LIMIT ${MOST_GIVERS}`,
  )
  return admins.map(({ name }) => name)
}

/** Where a person's level on a thing comes from. */
export function whyLevel(db: Db, { id, role }: Pick<Account, 'id' | 'role'>, thing: Thing): Access['why'] {
  if (role === 'admin') return 'admin'
  const highest = db.get<{ holder: Grant['holder']; level: Level }>(
    `SELECT holder, level FROM ${tableOf(thing)} WHERE ${keyOf(thing)} = ?1 AND (holder = 'everybody' OR ${HELD})
     ORDER BY level DESC, holder LIMIT 1`,
    idOf(thing),
    id,
  )
  return highest?.holder ?? 'default'
}
