import { createHash } from 'node:crypto'
import { ApiError, conflict } from '#contract/errors.ts'
import { type Evidence, listed, type Missing, missingOf, unseenRun } from '#contract/policy/missing.ts'
import { aliasTarget, isAliasTarget } from '#contract/policy/alias-target.ts'
import { leaving, readsFiles, type Rule, ruleFor } from '#contract/policy/rules.ts'
import { type VoteEvent, type Votes, votesFor } from '#contract/policy/votes.ts'
import type { Stage, VersionId } from '#contract/versions.ts'
import type { Db } from '../../../db.ts'
import type { FolderStates } from '../../artifacts/folder-states.ts'
import { holderOfAlias, newestHolder } from '../../registry/holders.ts'
import { requireVersion } from '../../registry/version-rows.ts'
import { votingEvents } from '../chosen-events.ts'
import { findLog } from '../log.ts'
import { barredFrom } from './approvers.ts'
import { closedTo, isUnseen } from './closed-runs.ts'
import { rulesOf } from './policies.ts'
import { factsFor, metricsFor, type VersionFacts } from './version-facts.ts'
import { filesState, type ReadFiles } from './version-files.ts'

/** What somebody wants to do with a version: move it to a stage, give it aliases, or both. */
export type Wanted = VersionId & { stage?: Stage | undefined; aliases?: readonly string[] | undefined }

/** What a rule is applied with: the files as they were read before the write, and the store to see whether they are the same. */
export type Read = {
  artifacts: FolderStates
  files: ReadFiles | undefined
  /** A check writes nothing, and has found in turns that the files are the same. */
  isCheck?: boolean
  /** With accounts: the database as the caller may read it. What a refusal says, the caller is told, and an override's history keeps. */
  seen: Db | undefined
}

/** The version's files have changed since they were read, or were not read: read them, and try again. */
export class FilesChanged extends Error {}

/** The rules that a move must meet: of where the version goes, and of the stage that it leaves. */
export function rulesFor(db: Db, { stage, aliases = [], ...id }: Wanted): Rule[] {
  const rules = rulesOf(db, id.name)
  if (rules.length === 0) return []
  const { name, version, current_stage: from } = requireVersion(db, id)
  const left = stage === undefined || stage === from ? undefined : ruleFor(rules, from)
  return [
    stage !== undefined && stage !== from ? ruleFor(rules, stage) : undefined,
    left && leaving(left),
    ...aliases
      .filter((alias) => holderOfAlias(db, name, alias) !== version)
      .map((alias) => ruleFor(rules, aliasTarget(alias))),
  ].filter((rule) => rule !== undefined)
}

/** Whether something must be read of the version's files before the rules for a move can be applied. */
export const needsFiles = (db: Db, wanted: Wanted): boolean => rulesFor(db, wanted).some(readsFiles)

/** A rule that a move must meet, and what it is applied to. */
export type Applied = { rule: Rule; evidence: Evidence }

/** The rules for a move with what is known of the version, which is looked up once for all of them. Throws FilesChanged. */
export function rulesApplied(db: Db, wanted: Wanted, read: Read): Applied[] {
  const rules = rulesFor(db, wanted)
  if (rules.length === 0) return []
  const facts = factsFor(db, wanted, rules)
  const { isUnseen: isRunUnseen = false, metrics } = measuredFor(read, db, facts.run, rules)
  const files = rules.some(readsFiles) ? current(db, wanted, read) : undefined
  const known = { facts, metrics, files, isRunUnseen, read }
  return rules.map((rule) => ({ rule, evidence: evidenceFor(db, wanted, rule, known) }))
}

type Measured = { metrics: ReadonlyMap<string, number>; isUnseen?: true; closedTo?: string }

/**
 * The metrics of a run that rules name, as far as the caller may read it. With accounts, one that is hidden from them is like one that is
 * gone.
 */
function measuredFor({ seen }: Read, db: Db, run: string, rules: readonly Rule[]): Measured {
  const isRunUnseen = seen ? isUnseen(seen, run) : closedTo(db, run) !== undefined
  if (!isRunUnseen) return { metrics: metricsFor(db, run, rules) }
  const closed = closedTo(db, run)
  return { metrics: new Map(), isUnseen: true, ...(closed !== undefined && { closedTo: closed }) }
}

/** What the version lacks, in the order of the rules. */
export const missingOfAll = (applied: readonly Applied[]): Missing[] =>
  applied.flatMap(({ rule, evidence }) => missingOf(rule, evidence))

/** What a move lacks. Throws FilesChanged. */
export const missingFor = (db: Db, wanted: Wanted, read: Read): Missing[] =>
  missingOfAll(rulesApplied(db, wanted, read))

/** Throws RESOURCE_CONFLICT, saying what is missing, if the policy does not allow the move. Throws FilesChanged. */
export function requireAllowed(db: Db, wanted: Wanted, read: Read): void {
  const missing = missingFor(db, wanted, read)
  if (missing.length > 0) throw refusal(wanted, missing)
}

/** The refusal of a move that the policy does not allow. */
export function refusal({ name, version, stage, aliases = [] }: Wanted, missing: readonly Missing[]): ApiError {
  const to = [...(stage ? [stage] : []), ...aliases.map(aliasTarget)].join(' and ')
  const texts = [...new Set(missing.map(({ text }) => text))]
  const hint = missing.some(({ what }) => what === 'approvals') ? ' Request the transition and have it approved.' : ''
  return conflict(
    `The policy of the model '${name}' does not allow moving version ${BigInt(version)} to ${to}. It needs ${listed(texts)}.${hint}`,
  )
}

type Known = Pick<Evidence, 'metrics'> & {
  facts: VersionFacts
  files: ReadFiles | undefined
  isRunUnseen: boolean
  read: Read
}

/** What is known of a version, for one rule. */
function evidenceFor(db: Db, { stage, name }: Wanted, rule: Rule, known: Known): Evidence {
  const { facts, metrics, files, isRunUnseen, read } = known
  const { version, from, run, hasDescription, card, tags } = facts
  // The votes for leaving a stage are those for where the version goes.
  const target = stage !== undefined && !isAliasTarget(rule.target) ? stage : rule.target
  const log = findLog(db, name)
  const events = rule.approvals > 0 ? votingEvents(db, log, Number(version), target) : []
  const votes = votesToday(db, { name, from, to: target }, events, version, read)
  const runClosedTo = closedTo(db, run)
  return {
    description: hasDescription,
    card,
    tags,
    metrics,
    ...(isRunUnseen && { runUnseen: unseenRun(runClosedTo) }),
    holder: holderOf(db, name, version, rule, read),
    files: files?.facts ?? { unreadable: 'not asked' },
    votes,
    about: files?.closedTo
      ? { unseen: `${files.closedTo} may not read its files`, ...remedyOf(files.closedTo) }
      : isRunUnseen && rule.metrics.length > 0
        ? { unseen: unseenRun(runClosedTo), ...remedyOf(runClosedTo) }
        : { hash: evidenceHash(files?.hash ?? '', rule, { card, tags, metrics }) },
  }
}

type Move = { name: string; from: Stage; to: string }

/** The votes for a move. With accounts, those from a time without any do not count, nor those of people who may not approve it any more. */
function votesToday(db: Db, move: Move, events: readonly VoteEvent[], version: string, { seen }: Read): Votes {
  const votes = votesFor(events, version, move.to, { verified: seen !== undefined })
  return seen ? { ...votes, barred: barredFrom(db, move, votes) } : votes
}

/** What to do if it is not the person who asks that lacks the right. */
const remedyOf = (who = 'you') =>
  who === 'you' ? {} : { remedy: 'Give this account READ permission on the experiment of the run.' }

/** Stands for what an approval of the version would be about now, without reading its files. */
export function evidenceState(db: Db, artifacts: FolderStates, id: VersionId, rule: Rule): string {
  const { run, ...facts } = factsFor(db, id, [rule])
  return evidenceHash(filesState(db, artifacts, id), rule, { ...facts, metrics: metricsFor(db, run, [rule]) })
}

type Approvable = { approvals: Record<string, string>; hidden?: string[] }

/**
 * What an approval of this version would be for now, by the target of each rule that asks for some. Where the version's run is
 * gone, or the caller may not read it, nobody can say that of a rule about its metrics: those are `hidden`. So are all if the caller may
 * not read its files. Throws RESOURCE_DOES_NOT_EXIST.
 */
export function approvable(db: Db, id: VersionId, files: ReadFiles): Approvable {
  const asking = rulesOf(db, id.name).filter(({ approvals }) => approvals > 0)
  const { run, ...facts } = factsFor(db, id, asking)
  const known = { ...facts, metrics: metricsFor(db, run, asking) }
  const isHidden = isUnseen(db, run)
  const hidden = asking.filter((rule) => files.closedTo !== undefined || (isHidden && rule.metrics.length > 0))
  const told = asking.filter((rule) => !hidden.includes(rule))
  return {
    approvals: Object.fromEntries(told.map((rule) => [rule.target, evidenceHash(files.hash, rule, known)])),
    ...(hidden.length > 0 && { hidden: hidden.map(({ target }) => target) }),
  }
}

/** The files as read, if they are still the same. */
function current(db: Db, id: VersionId, { artifacts, files, isCheck = false }: Read): ReadFiles {
  if (!files || !(isCheck || files.state === filesState(db, artifacts, id))) throw new FilesChanged()
  return files
}

/** The values of the keys that a rule names, in an order of their own. */
const named = (keys: readonly { key: string }[], read: (key: string) => string | undefined) =>
  [...new Set(keys.map(({ key }) => key))].toSorted().map((key) => [key, read(key) ?? null])

type Named = Pick<Evidence, 'card' | 'tags' | 'metrics'>

/** What an approval is about: the files, and the tags, metrics and fields of the card that the rule names. */
function evidenceHash(files: string, rule: Rule, { card, tags, metrics }: Named): string {
  const parts = [
    files,
    named(rule.tags, (key) => tags.find((tag) => tag.key === key)?.value),
    named(rule.metrics, (key) => String(metrics.get(key))),
    ...(rule.card?.length ? [rule.card.map((key) => [key, card[key] ?? null])] : []), // as before where it names none
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** The newest version, other than this one, that is where the rule's target is. */
function holderOf(db: Db, name: string, version: string, rule: Rule, read: Read): Evidence['holder'] {
  const { target } = rule
  const number = isAliasTarget(target)
    ? holderOfAlias(db, name, target.slice(1))
    : newestHolder(db, name, target as Stage, version) // no alias: a stage
  if (number === undefined || String(number) === version) return undefined
  const holder = requireVersion(db, { name, version: String(number) })
  return { version: String(number), ...measuredFor(read, db, holder.run_id, [rule]) }
}
