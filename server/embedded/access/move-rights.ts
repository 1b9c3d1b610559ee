import { aliasTarget, isAliasTarget } from '#contract/policy/alias-target.ts'
import type { Db } from '../db.ts'
import { type Level, levels } from '../store/accounts/level-words.ts'
import { findEvent } from '../store/reviews/log.ts'
import { levelBetween } from '../store/reviews/policy/approvers.ts'
import { isGuarded } from '../store/reviews/policy/policies.ts'
import { aliasesAsked } from '../store/reviews/requests.ts'
import { movesToUndo } from '../store/reviews/undo.ts'
import type { Need } from './need.ts'

type OnModel = { name: string }

/** The right to write to the registered model that a request names. */
export const onModel = (level: Level) => ({
  does: 'write' as const,
  part: 'registry' as const,
  needs: ({ name }: OnModel): Need[] => [{ level, on: { kind: 'model', id: name } }],
})

/** What giving or taking away an alias needs: one that a rule guards is for who may move versions to Production. */
const levelOfAlias = (db: Db, name: string, alias: string): Level =>
  isGuarded(db, name, aliasTarget(alias)) ? levels.production : levels.edit

/** The right to give or take away the alias that a request names. */
export const onAlias = {
  does: 'write' as const,
  part: 'registry' as const,
  needs: ({ name, alias }: OnModel & { alias: string }, { db }: { db: Db }): Need[] => along({ name }, db, [alias]),
}

/** What aliases that move along need, also from contributors who may move the version without a level. */
export const along = ({ name }: OnModel, db: Db, aliases: readonly string[] = []): Need[] =>
  aliases.map((alias) => ({ level: levelOfAlias(db, name, alias), on: { kind: 'model', id: name } }))

type Between = { name: string; from: string | undefined; to: string }

/** What moving a version of a model between two stages needs, or giving it an alias. */
function levelOfMove(db: Db, { name, from, to }: Between): Pick<Need, 'level' | 'moves'> {
  if (isAliasTarget(to)) return { level: levelOfAlias(db, name, to.slice(1)) }
  return { moves: true, level: levelBetween(from, to) }
}

type Move = { name: string; version: string; stage: string }

/** What the move that a request names needs, from where the version is now. */
export function moveOf({ name, version, stage }: Move, db: Db): Need {
  const row = db.get<{ current_stage: string }>(
    'SELECT current_stage FROM model_versions WHERE name = ? AND version = ?',
    name,
    Number(version),
  )
  return { ...levelOfMove(db, { name, from: row?.current_stage, to: stage }), on: { kind: 'model', id: name } }
}

/** The right to move the version that a request names. */
export const moves = {
  does: 'write' as const,
  part: 'registry' as const,
  needs: (input: Move, { db }: { db: Db }): Need[] => [moveOf(input, db)],
}

/** The aliases that an approval takes along unless it names some. */
export function aliasesOfRequest(input: Move, db: Db): readonly string[] | undefined {
  try {
    return aliasesAsked(db, input)
  } catch {
    return undefined // what runs then says what is wrong
  }
}

/** What undoing the move with an activity's id needs: as much as the move, and as what moved along with it. */
export function undone(id: string, db: Db): Need[] {
  const on = { kind: 'activity', id } as const
  const { name = '' } = findEvent(db, id) ?? {}
  const needs = movesToUndo(db, id).flatMap((event) => {
    if (event.kind === 'moved') return { ...levelOfMove(db, { name, from: event.from_stage, to: event.to_stage }), on }
    return event.kind === 'alias-moved' ? { level: levelOfAlias(db, name, event.alias), on } : []
  })
  return needs.length > 0 ? needs : [{ level: levels.read, on }] // nothing to undo, as the route then says
}
