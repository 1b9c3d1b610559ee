import * as fc from 'fast-check'

/** Texts and numbers that rows are made of, and filters ask for. `{0}` in a filter stands for the id of the first row. */
export const texts = [
  '',
  'x',
  'X',
  'xy',
  'Xy%',
  '%',
  '_',
  'É',
  'é',
  "it's",
  'a b',
  '[x]',
  '*',
  '?',
  '\\x',
  '日本',
  '10',
  '2',
  'true',
  'false',
  's3://b/x',
  's3://b/X',
  '{0}',
  '{1}',
  'FINISHED',
]
export const numbers = [-1, 0, 0.5, 1, 2, 5, 1e300]
export const keys = ['a', 'a b', 'a.b']

const pick = <T>(...items: T[]) => fc.constantFrom(...items)
const named = pick(...texts.filter((text) => text !== '' && !text.startsWith('{')))
const time = pick(0, 1, 2, 5)
const dictionary = <T>(value: fc.Arbitrary<T>) => fc.dictionary(pick(...keys), value, { maxKeys: 3 })
const spec = fc.record({
  name: named,
  other: named,
  status: pick(0, 1, 2),
  times: fc.tuple(time, time),
  end: fc.option(time, { nil: null }),
  metrics: dictionary(pick(...numbers, NaN, -0)),
  params: dictionary(pick(...texts)),
  tags: dictionary(pick(...texts)),
  datasets: fc.uniqueArray(pick('x', 'X', 'É', 'a b'), { maxLength: 2 }),
})
export type Spec = typeof spec extends fc.Arbitrary<infer T> ? T : never

/** What some rows are to be. */
export const specs: fc.Arbitrary<Spec[]> = fc.array(spec, { maxLength: 9 })
