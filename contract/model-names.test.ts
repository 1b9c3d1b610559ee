import { expect, test } from 'vitest'
import { aliasProblem, modelNameProblem } from './model-names.ts'

// As MLflow 3.17.2 accepts and refuses, except for NUL and the length, which its SQLite does not check.

test.each([
  '🙂',
  '🙂'.repeat(256),
  'x'.repeat(256),
  'a\u0001',
  'a\u007f',
  'a\tb',
  ' a ',
  '.a',
  'a..',
  '\ufeff',
  '\u200b',
])('accepts the model name %j', (name) => expect(modelNameProblem(name)).toBeUndefined())

test.each([
  ['', 'blank'],
  [' \u2003\t', 'blank'],
  ['\u001c', 'blank'],
  ['\u0085', 'blank'],
  ['a/b', 'separator'],
  ['..:', 'separator'],
  ['a\0b', 'unstorable'],
  ['a\ud800', 'unstorable'],
  ['.', 'path-like'],
  ['..a', 'path-like'],
  ['🙂'.repeat(257), 'too-long'],
])('refuses the model name %j: %s', (name, problem) => {
  expect(modelNameProblem(name)).toBe(problem)
})

test.each(['é', 'ⅷ', '½', 'ªº', 'v', '1', 'v1a', 'vⅷ', 'lateſt', '_', '-', '𝒳'.repeat(255)])(
  'accepts the alias %j',
  (alias) => expect(aliasProblem(alias)).toBeUndefined(),
)

test.each([
  ['', 'character'],
  ['🙂', 'character'],
  ['e\u0301', 'character'],
  ['क्षि', 'character'],
  ['a b', 'character'],
  ['𝒳'.repeat(256), 'too-long'],
  ['LATEST', 'latest'],
  ['V12', 'version-like'],
  ['v١', 'version-like'],
])('refuses the alias %j: %s', (alias, problem) => {
  expect(aliasProblem(alias)).toBe(problem)
})
