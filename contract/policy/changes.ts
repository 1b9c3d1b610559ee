import { approvalsWords, cardWords, noRule, type Rule, ruleFor, tagWords } from './rules.ts'

/** What a change of a policy changed, in a sentence for each target. */
export function changesOf(before: readonly Rule[], after: readonly Rule[]): string {
  const targets = new Set([...before, ...after].map(({ target }) => target))
  return [...targets]
    .filter((target) => wordsOf(ruleFor(before, target)) !== wordsOf(ruleFor(after, target)))
    .map((target) => `${target}: ${wordsOf(ruleFor(after, target))}.`)
    .join(' ')
}

/** What a rule asks for, as a list: “2 approvals, a signature, rmse at most 3”. */
export function wordsOf(rule: Rule = noRule('')): string {
  const { approvals, approvers } = rule
  const words = [
    approvals > 0 &&
      `${approvalsWords(approvals)}${approvers ? ` by ${approvers.join(', ')}` : ''}${rule.own_approval ? ', including of one’s own request' : ''}`,
    rule.description && 'a description',
    rule.card !== undefined && rule.card.length > 0 && cardWords(rule.card),
    rule.signature && 'a signature',
    rule.input_example && 'an input example',
    rule.pinned_requirements && 'exact versions in its requirements',
    ...rule.tags.map(tagWords),
    ...rule.metrics.map(metricWords),
    rule.single && 'one version at a time',
  ].filter((text) => typeof text === 'string')
  return words.join(', ') || 'no rule'
}

function metricWords({ key, at_least, at_most, better, tolerance = 0 }: Rule['metrics'][number]): string {
  const bounds = [
    at_least !== undefined && `at least ${at_least}`,
    at_most !== undefined && `at most ${at_most}`,
    better !== undefined &&
      `no worse than the version there${tolerance > 0 ? ` by more than ${tolerance}` : ''} (${better} is better)`,
  ].filter((text) => typeof text === 'string')
  return bounds.length === 0 ? `the metric ${key}` : `${key} ${bounds.join(' and ')}`
}
