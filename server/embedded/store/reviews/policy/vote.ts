import { ApiError, conflict } from '#contract/errors.ts'
import { counting, whyNot } from '#contract/policy/missing.ts'
import type { Db } from '../../../db.ts'
import { type Applied, missingOfAll, type Read, refusal, rulesApplied, type Wanted } from './gate.ts'

/** What an approval keeps for the policy: the hash of what was approved, by the rule's target, and aliases that are to move along. */
export type Vote = { evidence?: Record<string, string>; aliases?: readonly string[] }

/** The rules that ask for approvals. */
export const askingPeople = (applied: readonly Applied[]): Applied[] => applied.filter(({ rule }) => rule.approvals > 0)

/** Why the policy does not let somebody approve a move, or undefined if it does. */
export function whyNotApprove(applied: readonly Applied[], user: string): string | undefined {
  const rules = askingPeople(applied)
  const unseen = unseenOf(rules)
  if (unseen !== undefined) return unseen
  for (const { rule, evidence } of rules) {
    const reason = whyNot(rule, evidence.votes, user)
    if (reason !== undefined) return `You cannot approve this, because ${reason}.`
  }
  const isRepeated = rules.length > 0 && rules.every(({ rule, evidence }) => counting(rule, evidence).includes(user))
  return isRepeated ? 'You have already approved this version as it is.' : undefined
}

/** Why nobody can say what an approval of this person would be for. */
const unseenOf = (rules: readonly Applied[]): string | undefined =>
  rules.flatMap(({ evidence: { about } }) =>
    'unseen' in about
      ? [`You cannot approve this, because ${about.unseen}, which an approval is for.`, about.remedy ?? []]
          .flat()
          .join(' ')
      : [],
  )[0]

/**
 * The vote of somebody who approves a move now. Throws RESOURCE_CONFLICT if the policy does not allow that,
 * PERMISSION_DENIED if they may not read what it is for, and FilesChanged.
 */
export function voteOf(db: Db, wanted: Wanted, user: string, read: Read): Vote {
  const applied = rulesApplied(db, wanted, read)
  const unseen = unseenOf(askingPeople(applied))
  if (unseen !== undefined) throw new ApiError('PERMISSION_DENIED', unseen, 403)
  const reason = whyNotApprove(applied, user)
  if (reason !== undefined) throw conflict(reason)
  const lacks = missingOfAll(applied).filter(({ what }) => what === 'version')
  if (lacks.length > 0) throw refusal(wanted, lacks)
  const rules = askingPeople(applied)
  if (rules.length === 0) return {}
  const { aliases = [] } = wanted
  return {
    evidence: Object.fromEntries(
      rules.flatMap(({ rule, evidence: { about } }) => ('hash' in about ? [[rule.target, about.hash]] : [])),
    ),
    ...(aliases.length > 0 && { aliases }),
  }
}
