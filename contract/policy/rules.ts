import { type CardKey, cardKeys, cardLabel } from '../card/fields.ts'
import type { Stage } from '../versions.ts'

/** What a metric of a version must be. Without a bound it must be there. */
export type MetricRule = {
  key: string
  at_least?: number | undefined
  at_most?: number | undefined
  /** Which values are better: the metric may then be worse than that of the version there by `tolerance` at most. */
  better?: 'higher' | 'lower' | undefined
  tolerance?: number | undefined
}

/** A tag that a version must have; with any value, unless `value` says which. */
export type TagRule = { key: string; value?: string | undefined }

/** What moving a version into a stage, or giving it an alias, needs. */
export type Rule = {
  /** `Staging`, `Production`, or an alias with its `@`. */
  target: string
  /** How many people must approve. */
  approvals: number
  /** Whether people may approve what they have requested. */
  own_approval: boolean
  /** Who may approve; missing: whoever may move the version. */
  approvers?: string[] | undefined
  /** Whether one version at a time is there: a move archives the others. Only for stages. */
  single: boolean
  description: boolean
  /** The fields that the model card must fill in, in the version's description or the model's. */
  card?: CardKey[] | undefined
  signature: boolean
  input_example: boolean
  /** Whether requirements.txt must name exact versions. */
  pinned_requirements: boolean
  tags: TagRule[]
  metrics: MetricRule[]
}

/** A rule that asks for nothing. */
export const noRule = (target: string): Rule => ({
  target,
  approvals: 0,
  own_approval: false,
  single: false,
  description: false,
  signature: false,
  input_example: false,
  pinned_requirements: false,
  tags: [],
  metrics: [],
})

/** The most approvals that a rule can ask for. */
export const MAX_APPROVALS = 5

/** A tag and a number of approvals, in words that follow “needs”. */
export const tagWords = ({ key, value }: TagRule): string => `the tag ${key}${value === undefined ? '' : ` = ${value}`}`
export const approvalsWords = (count: number): string => (count === 1 ? '1 approval' : `${count} approvals`)
/** Fields of a model card, in words that follow “needs”. */
export const cardWords = (keys: readonly CardKey[]): string =>
  `${new Intl.ListFormat('en-GB').format(keys.map((key) => `“${cardLabel(key)}”`))} in the model card`

/** The rule for a target, or undefined if nothing guards it. */
export const ruleFor = (rules: readonly Rule[], target: Stage | (string & {})): Rule | undefined =>
  rules.find((rule) => rule.target === target)

/** The rules in force: those of the default and of the model together, so that a model can only be stricter. */
export function inForce(defaults: readonly Rule[], own: readonly Rule[]): Rule[] {
  const targets = new Set([...defaults, ...own].map(({ target }) => target))
  return [...targets].map((target) => {
    const [first, ...rest] = [ruleFor(defaults, target), ruleFor(own, target)].filter((rule) => rule !== undefined)
    return rest.reduce(both, first ?? noRule(target))
  })
}

/** What asks for everything that either rule asks for. */
export function both(one: Rule, other: Rule): Rule {
  const approvers = common(one.approvers, other.approvers)
  const card = cardKeys.filter((key) => one.card?.includes(key) || other.card?.includes(key))
  return {
    target: one.target,
    approvals: Math.max(one.approvals, other.approvals),
    // A rule without approvals says nothing about whose they are.
    own_approval: [one, other].every((rule) => rule.own_approval || rule.approvals === 0),
    ...(approvers && { approvers }),
    single: one.single || other.single,
    description: one.description || other.description,
    ...(card.length > 0 && { card }),
    signature: one.signature || other.signature,
    input_example: one.input_example || other.input_example,
    pinned_requirements: one.pinned_requirements || other.pinned_requirements,
    tags: distinct([...one.tags, ...other.tags]),
    metrics: distinct([...one.metrics, ...other.metrics]),
  }
}

const common = (one: string[] | undefined, other: string[] | undefined) =>
  one && other ? one.filter((name) => other.includes(name)) : (one ?? other)

function distinct<T>(items: readonly T[]): T[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const key = JSON.stringify(item)
    return !seen.has(key) && seen.add(key)
  })
}

/** Whether a rule asks for something that is in the version's files. */
export const readsFiles = (rule: Rule): boolean =>
  rule.approvals > 0 || rule.signature || rule.input_example || rule.pinned_requirements

/** What leaving a guarded stage, or taking an alias away, needs: the same people, and nothing of the version. */
export const leaving = ({ target, approvals, own_approval, approvers }: Rule): Rule => ({
  ...noRule(target),
  approvals,
  own_approval,
  ...(approvers && { approvers }),
})
