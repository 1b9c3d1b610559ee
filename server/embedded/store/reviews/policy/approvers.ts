import type { Votes } from '#contract/policy/votes.ts'
import type { Role } from '#contract/server-info.ts'
import type { Stage } from '#contract/versions.ts'
import { isAliasTarget } from '#contract/policy/alias-target.ts'
import type { Db } from '../../../db.ts'
import { findAccount, isActive } from '../../accounts/accounts.ts'
import { type Level, levels, type Thing } from '../../accounts/level-words.ts'
import { isUnadministered, levelOn } from '../../accounts/levels.ts'
import { asksApprovals } from './policies.ts'

/** The level that somebody has on a thing that exists. */
export type Held = { thing: Thing; has: Level }

/**
 * Whether somebody has at least a level. `moves`: or may move a model's versions, because nobody administers it and the policy asks
 * for no approvals.
 */
export function hasLevel(db: Db, { role }: { role: Role }, { thing, has }: Held, level: Level, moves = false): boolean {
  if (has >= level) return true
  return (
    moves &&
    has >= levels.read &&
    role === 'contributor' &&
    thing.kind === 'model' &&
    isUnadministered(db, thing.name) &&
    !asksApprovals(db, thing.name, level === levels.production ? 'Production' : 'Staging')
  )
}

/** What moving a version between two stages needs. */
export const levelBetween = (from: string | undefined, to: string): Level =>
  [from, to].some((stage) => stage?.toLowerCase() === 'production') ? levels.production : levels.staging

type Move = { name: string; from: Stage; to: string }

/** With accounts: those who have approved a move and may not approve it today, because the account or the level is gone. */
export const barredFrom = (db: Db, { name, from, to }: Move, { approvals }: Votes): string[] =>
  [...new Set(approvals.map(({ user }) => user))].filter((user) => {
    const account = findAccount(db, user)
    if (!account || account.kind === 'service' || !isActive(db, account)) return true
    const thing = { kind: 'model', name } as const
    const held = { thing, has: levelOn(db, account, thing) }
    // An alias for which approvals are asked is guarded.
    if (isAliasTarget(to)) return !hasLevel(db, account, held, levels.production)
    return !hasLevel(db, account, held, levelBetween(from, to), true)
  })
