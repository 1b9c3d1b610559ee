import type { CardKey } from '#contract/card/fields.ts'
import { isAliasTarget } from '#contract/policy/alias-target.ts'
import { type MetricRule, noRule, type Rule, type TagRule } from '#contract/policy/rules.ts'
import { aliasError } from '../../domain/name-problems.ts'

/** How a metric is bound, as one choice in a form. */
export const conditions = ['at_most', 'at_least', 'lower', 'higher', 'present'] as const
export type Condition = (typeof conditions)[number]

export const conditionWords: Record<Condition, string> = {
  at_most: 'At most',
  at_least: 'At least',
  lower: 'No worse, lower is better',
  higher: 'No worse, higher is better',
  present: 'Logged, with any value',
}

/** A metric's line in the form; `number` is the bound or the tolerance, as typed. */
export type MetricLine = { key: string; condition: Condition; number: string }

/** A rule as it is typed. */
export type RuleForm = Omit<Rule, 'card' | 'tags' | 'metrics' | 'approvers'> & {
  card: readonly CardKey[]
  /** Names, with commas between. */
  approvers: string
  /** One `key=value` or `key` per line. */
  tags: string
  metrics: MetricLine[]
}

export function formOf(rule: Rule): RuleForm {
  return {
    ...rule,
    card: rule.card ?? [],
    approvers: (rule.approvers ?? []).join(', '),
    tags: rule.tags.map(({ key, value }) => (value === undefined ? key : `${key}=${value}`)).join('\n'),
    metrics: rule.metrics.flatMap(linesOf),
  }
}

/** A rule can bind a metric in several ways, and then has a line for each. */
function linesOf({ key, at_least, at_most, better, tolerance = 0 }: MetricRule): MetricLine[] {
  const lines: MetricLine[] = []
  if (at_most !== undefined) lines.push({ key, condition: 'at_most', number: String(at_most) })
  if (at_least !== undefined) lines.push({ key, condition: 'at_least', number: String(at_least) })
  if (better !== undefined) lines.push({ key, condition: better, number: String(tolerance) })
  return lines.length > 0 ? lines : [{ key, condition: 'present', number: '' }]
}

/** The rule that a form describes. Check it with `problemIn` first. */
export function ruleOf({ card, approvers, tags, metrics, ...form }: RuleForm): Rule {
  const names = listOf(approvers, ',')
  return {
    ...noRule(form.target),
    ...form,
    single: form.single && !isAliasTarget(form.target),
    tags: listOf(tags, '\n').map(tagOf),
    metrics: metrics.filter(({ key }) => key.trim() !== '').map(metricOf),
    ...(card.length > 0 && { card: [...card] }),
    ...(names.length > 0 && { approvers: names }),
  }
}

const listOf = (text: string, separator: string): string[] => [
  ...new Set(
    text
      .split(separator)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
]

function tagOf(line: string): TagRule {
  const at = line.indexOf('=')
  return at < 1 ? { key: line } : { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() }
}

function metricOf({ key, condition, number }: MetricLine): MetricRule {
  const bound = Number(number)
  if (condition === 'at_most') return { key: key.trim(), at_most: bound }
  if (condition === 'at_least') return { key: key.trim(), at_least: bound }
  return condition === 'present' ? { key: key.trim() } : { key: key.trim(), better: condition, tolerance: bound }
}

/** What keeps a form from being saved, in words. */
export function problemIn({ target, metrics, approvals, approvers }: RuleForm): string | undefined {
  const alias = isAliasTarget(target) ? aliasError(target.slice(1)) : undefined
  if (alias !== undefined) return alias
  for (const { key, condition, number } of metrics) {
    if (key.trim() === '' && number.trim() === '') continue
    if (key.trim() === '') return 'Enter the name of the metric.'
    if (condition !== 'present' && (number.trim() === '' || !Number.isFinite(Number(number))))
      return `The number for ${key.trim()} is missing or not a number.`
    if ((condition === 'lower' || condition === 'higher') && Number(number) < 0)
      return `The tolerance for ${key.trim()} cannot be negative.`
  }
  const names = listOf(approvers, ',')
  if (names.length > 0 && names.length < approvals)
    return `${approvals} approvals need at least ${approvals} people who may approve.`
  return undefined
}
