import { expect, test } from 'vitest'
import { signatureOf } from '#contract/signature.ts'
import entries from './enforced.json'
import { signatureChanges } from './signature.ts'

type Parts = { inputs?: unknown[]; outputs?: unknown[]; params?: unknown[] }

/** Each difference as a sentence; `!` in front of a breaking one. */
function differences(before: Parts, after: Parts): string[] {
  const read = (parts: Parts) => {
    const texts = Object.entries(parts).map(([part, columns]) => [part, JSON.stringify(columns)])
    return signatureOf(Object.fromEntries(texts), () => undefined) ?? { inputs: [], outputs: [], params: [] }
  }
  return signatureChanges(read(before), read(after)).map(
    ({ what, name, more, isBreaking }) => `${isBreaking ? '! ' : ''}${what} ${name}${more ? `: ${more}` : ''}`,
  )
}

const column = (name: string, type: string, required = true) => ({ name, type, required })
const tensor = (dtype: string, ...shape: number[]) => ({ type: 'tensor', 'tensor-spec': { dtype, shape } })
const object = (properties: object) => ({ name: 'o', type: 'object', properties })

test.each<[string, unknown[], unknown[], string[]]>([
  ['the same', [column('a', 'double')], [column('a', 'double')], []],
  ['in another order', [column('a', 'long'), column('b', 'long')], [column('b', 'long'), column('a', 'long')], []],
  ['new required', [], [column('rain_mm', 'double')], ['! New required input rain_mm: double']],
  ['new optional', [], [column('rain_mm', 'double', false)], ['New optional input rain_mm: double']],
  ['removed', [column('a', 'double')], [], ['Removed input a: double']],
  ['wider', [column('a', 'integer')], [column('a', 'long')], ['Widened input a: integer → long']],
  ['narrower', [column('a', 'double')], [column('a', 'float')], ['! Narrowed input a: double → float']],
  [
    'a long as double loses digits',
    [column('a', 'long')],
    [column('a', 'double')],
    ['! Changed input a: long → double'],
  ],
  ['another type', [column('a', 'string')], [column('a', 'double')], ['! Changed input a: string → double']],
  ['anything', [column('a', 'string')], [column('a', 'any')], ['Widened input a: string → any']],
  ['now required', [column('a', 'double', false)], [column('a', 'double')], ['! Now required: input a']],
  ['now optional', [column('a', 'double')], [column('a', 'double', false)], ['Now optional: input a']],
  [
    'a tensor of any size',
    [tensor('float64', -1, 28)],
    [tensor('float64', -1, -1)],
    ['Widened input input 1: tensor float64 (-1, 28) → tensor float64 (-1, -1)'],
  ],
  [
    'a tensor of one size',
    [tensor('float64', -1, -1)],
    [tensor('float64', -1, 28)],
    ['! Narrowed input input 1: tensor float64 (-1, -1) → tensor float64 (-1, 28)'],
  ],
  [
    'a tensor of another type',
    [tensor('float64', -1)],
    [tensor('float32', -1)],
    ['! Changed input input 1: tensor float64 (-1) → tensor float32 (-1)'],
  ],
  [
    'more in an object, optional',
    [object({ x: { type: 'long' } })],
    [object({ x: { type: 'long' }, y: { type: 'long', required: false } })],
    ['Widened input o: {x: long} → {x: long, y?: long}'],
  ],
  [
    'more in an object, required',
    [object({ x: { type: 'long' } })],
    [object({ x: { type: 'long' }, y: { type: 'long' } })],
    ['! Changed input o: {x: long} → {x: long, y: long}'],
  ],
])('inputs: %s', (_what, before, after, expected) => {
  expect(differences({ inputs: before }, { inputs: after })).toEqual(expected)
})

test.each<[string, unknown[], unknown[], string[]]>([
  ['new', [], [column('p', 'double')], ['New output p: double']],
  ['removed', [column('p', 'double')], [], ['! Removed output p: double']],
  ['narrower', [column('p', 'double')], [column('p', 'float')], ['Narrowed output p: double → float']],
  ['wider', [column('p', 'float')], [column('p', 'double')], ['! Widened output p: float → double']],
  ['now optional', [column('p', 'float')], [column('p', 'float', false)], ['! Now optional: output p']],
])('outputs: %s', (_what, before, after, expected) => {
  expect(differences({ outputs: before }, { outputs: after })).toEqual(expected)
})

const param = (value: unknown, type = 'double') => ({ name: 't', type, default: value, shape: null })

test.each<[string, unknown[], unknown[], string[]]>([
  ['new', [], [param(0.5)], ['New optional param t: double, default 0.5']],
  ['removed', [param(0.5)], [], ['Removed param t: double']],
  ['another default', [param(0.5)], [param(0.7)], ['Changed default of param t: 0.5 → 0.7']],
  ['another type', [param('a', 'string')], [param('a', 'long')], ['! Changed param t: string → long']],
  ['another number', [param(3, 'long')], [param(3, 'double')], ['Widened param t: long → double']],
  ['a smaller number', [param(3, 'long')], [param(3, 'integer')], ['Changed param t: long → integer']],
  ['a broken number no more', [param(3)], [param(3, 'long')], ['! Narrowed param t: double → long']],
])('params: %s', (_what, before, after, expected) => {
  expect(differences({ params: before }, { params: after })).toEqual(expected)
})

test('keeps columns that share a name apart', () => {
  expect(
    differences(
      { inputs: [column('a', 'long'), column('a', 'string')] },
      { inputs: [column('a', 'long'), column('a', 'double')] },
    ),
  ).toEqual(['! Changed input a (2): string → double'])
})

/** What MLflow's own schema enforcement accepts, as conformance/python/signatures.py has written it. */
const enforced = entries as unknown as [
  part: 'inputs' | 'params',
  before: { type: string }[],
  after: { type: string }[],
  isAccepted: boolean,
][]

test('calls breaking what MLflow refuses, and nothing else but what it does not look into', () => {
  const different = enforced.filter(
    ([part, before, after, isAccepted]) =>
      differences({ [part]: before }, { [part]: after }).some((it) => it.startsWith('!')) === isAccepted,
  )
  // Texts, bytes, lists and maps are all objects to pandas, in which MLflow looks for no type.
  expect(different.map(([, before, after]) => `${before[0]!.type} as ${after[0]!.type}`)).toEqual([
    'string as binary',
    'binary as boolean',
    'binary as string',
    'array as array', // of maps, as of strings
    'map as string',
  ])
  expect(different.every(([, , , isAccepted]) => isAccepted)).toBe(true)
  expect(enforced.length).toBeGreaterThan(250)
})
