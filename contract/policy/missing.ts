import type { Card } from '../card/card.ts'
import { approvalsWords, cardWords, type MetricRule, type Rule, type TagRule, tagWords } from './rules.ts'
import type { Votes } from './votes.ts'

/** What a version's files say, or why that can't be read. */
export type FilesFacts =
  | {
      signature: boolean
      input_example: boolean
      /** Requirements without an exact version; missing: no such file. */ loose?: string[] | undefined
    }
  | { unreadable: string }

/** What is known of a version when a rule is applied to it. */
export type Evidence = {
  description: boolean
  /** The model card, as far as it is filled in. */
  card: Card
  tags: readonly { key: string; value: string }[]
  /** The metrics of its source run. */
  metrics: ReadonlyMap<string, number>
  /** Said where its source run is gone, or may not be read for the person who asks. */
  runUnseen?: string
  /** The version that is there now, if there is one. */
  holder?: { version: string; metrics: ReadonlyMap<string, number>; isUnseen?: true; closedTo?: string } | undefined
  files: FilesFacts
  votes: Votes
  /** The hash of what an approval is about, now; or why the person who asks cannot know it. */
  about: { hash: string } | { unseen: string; /** What to do about it. */ remedy?: string }
}

/** Why metrics are not known. */
export const unseenRun = (who = 'you') => `its source run is gone or ${who} may not read it`

/** One thing that a rule asks for and a version lacks, in words that follow “needs”. */
export type Missing = { target: string; what: 'approvals' | 'version'; text: string }

/** What the rule asks for and the version lacks, in the order of the rule. */
export function missingOf(rule: Rule, evidence: Evidence): Missing[] {
  const lacks = [
    rule.description && !evidence.description && 'a description',
    cardLacks(rule, evidence),
    ...filesLack(rule, evidence.files),
    ...rule.tags.map((tag) => tagLacks(tag, evidence.tags)),
    ...rule.metrics.flatMap((metric) => metricLacks(metric, evidence)),
  ].filter((text) => typeof text === 'string')
  const approvals = approvalsLack(rule, evidence)
  return [
    ...lacks.map((text) => ({ target: rule.target, what: 'version' as const, text })),
    ...(approvals === undefined ? [] : [{ target: rule.target, what: 'approvals' as const, text: approvals }]),
  ]
}

function cardLacks({ card = [] }: Rule, evidence: Evidence): string | false {
  const lacks = card.filter((key) => !evidence.card[key])
  return lacks.length > 0 && cardWords(lacks)
}

function filesLack(rule: Rule, files: FilesFacts): (string | false)[] {
  if ('unreadable' in files) {
    const asked = [
      rule.signature && 'a signature',
      rule.input_example && 'an input example',
      rule.pinned_requirements && 'exact versions in its requirements',
    ].filter((text) => text !== false)
    return asked.map((text) => `${text} (${files.unreadable})`)
  }
  const { loose } = files
  return [
    rule.signature && !files.signature && 'a signature',
    rule.input_example && !files.input_example && 'an input example',
    rule.pinned_requirements && loose === undefined && 'a requirements.txt',
    rule.pinned_requirements &&
      loose !== undefined &&
      loose.length > 0 &&
      `exact versions in its requirements (not for ${loose.slice(0, 3).join(', ')}${loose.length > 3 ? `, and ${loose.length - 3} more` : ''})`,
  ]
}

function tagLacks(rule: TagRule, tags: Evidence['tags']): string | false {
  const has = tags.find(({ key }) => key === rule.key)?.value
  if (has === undefined) return tagWords(rule)
  return rule.value !== undefined && has !== rule.value && `${tagWords(rule)} (it is ${has || 'empty'})`
}

function metricLacks({ key, at_least, at_most, better, tolerance = 0 }: MetricRule, evidence: Evidence): string[] {
  const has = evidence.metrics.get(key)
  if (has === undefined) return [`the metric ${key}${evidence.runUnseen ? ` (${evidence.runUnseen})` : ''}`]
  const lacks: string[] = []
  // Not `has < at_least`: NaN is never enough.
  if (at_least !== undefined && !(has >= at_least)) lacks.push(`${key} of at least ${at_least} (it is ${has})`)
  if (at_most !== undefined && !(has <= at_most)) lacks.push(`${key} of at most ${at_most} (it is ${has})`)
  const { holder } = evidence
  if (better !== undefined && holder?.isUnseen)
    return [...lacks, `${key} no worse than that of version ${holder.version} (${unseenRun(holder.closedTo)})`]
  const there = holder?.metrics.get(key)
  if (better === undefined || there === undefined || Number.isNaN(there)) return lacks
  const bound = better === 'higher' ? there - tolerance : there + tolerance
  const isGood = better === 'higher' ? has >= bound : has <= bound
  if (!isGood)
    lacks.push(
      `${key} no worse than that of version ${holder?.version}${tolerance > 0 ? ` by more than ${tolerance}` : ''} (${has}, not ${there})`,
    )
  return lacks
}

/** The approvals that count: one for each person, of today's evidence, by who may. */
export function counting(rule: Rule, { votes, about }: Pick<Evidence, 'votes' | 'about'>): string[] {
  if ('unseen' in about) return []
  const { hash } = about
  const users = votes.approvals.filter(({ evidence }) => evidence?.[rule.target] === hash).map(({ user }) => user)
  return [...new Set(users)].filter((user) => whyNot(rule, votes, user) === undefined)
}

/** Why somebody's approval does not count for a rule, or undefined if it does. */
export function whyNot(rule: Rule, { requesters, barred = [] }: Votes, user: string): string | undefined {
  if (barred.includes(user)) return 'the right to approve it is gone'
  if (rule.approvers && !rule.approvers.includes(user))
    return `the policy names who may approve: ${rule.approvers.join(', ') || 'nobody'}`
  if (!rule.own_approval && requesters.includes(user))
    return 'people cannot approve what they have requested themselves'
  return undefined
}

function approvalsLack(rule: Rule, evidence: Evidence): string | undefined {
  const given = counting(rule, evidence)
  if (given.length >= rule.approvals) return undefined
  const by = rule.approvers ? ` by ${rule.approvers.join(', ') || 'nobody'}` : ''
  const { about } = evidence
  if ('unseen' in about)
    return `${approvalsWords(rule.approvals)}${by} (${about.unseen}, so it cannot be said whose count)`
  const lapsed = new Set(evidence.votes.approvals.map(({ user }) => user).filter((user) => !given.includes(user)))
  const notes = [
    `${given.length} so far${given.length > 0 ? `: ${given.join(', ')}` : ''}`,
    ...[...lapsed]
      .filter((user) => whyNot(rule, evidence.votes, user) === undefined)
      .map((user) => `${user}’s has lapsed, as the version has changed since`),
    ...(evidence.votes.barred ?? []).map(
      (user) => `${user}’s approval no longer counts, because ${user} can no longer approve`,
    ),
  ]
  return `${approvalsWords(rule.approvals)}${by} (${notes.join('; ')})`
}

/** “a signature, a description and 2 approvals”. */
export function listed(texts: readonly string[]): string {
  return texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`
}
