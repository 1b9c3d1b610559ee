import { expect, test } from 'vitest'
import { noRule } from '#contract/policy/rules.ts'
import { formOf, problemIn, type RuleForm, ruleOf } from './rule-form.ts'

const form = (typed: Partial<RuleForm>): RuleForm => ({ ...formOf(noRule('Production')), ...typed })

test.each([
  [{}, undefined],
  [{ target: '@champion' }, undefined],
  [{ target: '@Führung' }, undefined],
  [{ target: '@' }, 'An alias needs a name.'],
  [{ target: '@latest' }, '“latest” always means the newest version and cannot be set.'],
  [{ target: '@V12' }, 'An alias cannot look like a version number (v1).'],
  [{ target: '@a b' }, 'Aliases may only contain letters, digits, “_” and “-”.'],
  [{ approvals: 2, approvers: 'ann, ann' }, '2 approvals need at least 2 people who may approve.'],
  [{ metrics: [{ key: '', condition: 'at_most', number: '3' } as const] }, 'Enter the name of the metric.'],
  [
    { metrics: [{ key: 'rmse', condition: 'at_most', number: 'x' } as const] },
    'The number for rmse is missing or not a number.',
  ],
])('what keeps a rule from being saved: %j', (typed, problem) => {
  expect(problemIn(form(typed))).toBe(problem)
})

test('a rule stays as it is when nothing is typed', () => {
  const rule = { ...noRule('Staging'), approvals: 1, card: ['owner' as const], tags: [{ key: 'a' }] }
  expect(ruleOf(formOf(rule))).toEqual(rule)
  expect(ruleOf(formOf(noRule('Staging')))).toEqual(noRule('Staging'))
})
