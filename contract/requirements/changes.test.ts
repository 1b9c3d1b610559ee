import { expect, test } from 'vitest'
import { requirementChanges } from './changes.ts'
import { requirementOf } from './requirement.ts'

test.each([
  ['Scikit_Learn==1.4.0', { name: 'scikit-learn', extras: [], specifier: '==1.4.0' }],
  ['mlflow[Gateway, extras] >= 2.0 , < 3', { name: 'mlflow', extras: ['extras', 'gateway'], specifier: '<3,>=2.0' }],
  ['a (>=1)', { name: 'a', extras: [], specifier: '>=1' }],
  ["tomli; python_version<'3.11'", { name: 'tomli', extras: [], specifier: '', marker: 'python_version<"3.11"' }],
  [
    'a @ https://host/a;b.whl ; os_name == "nt"',
    { name: 'a', extras: [], specifier: '', url: 'https://host/a;b.whl', marker: 'os_name == "nt"' },
  ],
  [
    'git+https://host/team/Own_Lib.git@main',
    { name: 'own-lib', extras: [], specifier: '', url: 'git+https://host/team/Own_Lib.git@main' },
  ],
  [
    'https://host/own_lib-1.2-py3-none-any.whl',
    { name: 'own-lib', extras: [], specifier: '', url: 'https://host/own_lib-1.2-py3-none-any.whl' },
  ],
  ['a==1.0 --hash=sha256:abc', { name: 'a', extras: [], specifier: '==1.0' }],
  ['--extra-index-url https://host/simple', undefined],
  ['-r more.txt', undefined],
  ['a ==', undefined],
  ['<script>', undefined],
])('reads %s', (line, requirement) => {
  expect(requirementOf(line)).toEqual(requirement)
})

const change = (before: string, after: string) => requirementChanges([before], [after]).changes[0]

test.each([
  ['numpy==1.26.0', 'NumPy == 1.26', 'same'],
  ['numpy==1.26.0', 'numpy==2.0.0', 'newer'],
  ['numpy==1.10', 'numpy==1.9', 'older'],
  ['torch==2.1.0', 'torch==2.1.0+cu118', 'newer'],
  ['a==1.0rc1', 'a==1.0', 'newer'],
  ['a==1.0', 'a==1.0.post1', 'newer'],
  ['a==1!1.0', 'a==2.0', 'older'],
  ['a==1.4.2', 'a', 'looser'],
  ['a==1.4.2', 'a>=1.4', 'looser'],
  ['a==1.4.2', 'a==1.4.*', 'looser'],
  ['a==1.4.2', 'a~=1.4.2', 'looser'],
  ['a==1.4.2', 'a>=2', 'changed'],
  ['a>=1,<2', 'a>=1', 'looser'],
  ['a>=1,<2', 'a>=1,<3', 'looser'],
  ['a>=1', 'a>=1,!=1.5', 'stricter'],
  ['a>=1', 'a>1', 'stricter'],
  ['a~=1.4', 'a>=1.4,==1.*', 'same'],
  ['a>=1,<2', 'a>=1.5,<3', 'changed'],
  ['a', 'a==1', 'stricter'],
  ['a[x]==1', 'a==1', 'changed'],
  ['a==1', 'a @ https://host/a.whl', 'changed'],
  ['a==1; os_name == "nt"', 'a==1', 'changed'],
  ['a===old', 'a===older', 'changed'],
])('%s, then %s: %s', (before, after, verdict) => {
  expect(change(before, after)?.verdict).toBe(verdict)
})

test('says which exact version is no longer asked for', () => {
  expect(change('a==1.4.2', 'a>=1.4')).toEqual({
    key: 'a',
    before: '==1.4.2',
    after: '>=1.4',
    verdict: 'looser',
    isUnpinned: true,
  })
})

test('keeps a package with several markers apart, and lines without a package', () => {
  const lines = ['a==1; os_name == "nt"', 'a==2; os_name != "nt"', '--pre']
  const { changes, other } = requirementChanges(lines, [...lines.slice(0, 2), 'b'])
  expect(changes.map(({ key, verdict }) => [key, verdict])).toEqual([
    ['a ; os_name != "nt"', 'same'],
    ['a ; os_name == "nt"', 'same'],
    ['b', 'new'],
  ])
  expect(other).toEqual({ before: ['--pre'], after: [] })
})
