import * as fc from 'fast-check'

/** The values that rows are made of and filters look for: few enough that they match. */
export type SmallPool = { keys: string[]; texts: string[]; numbers: number[] }

/** Texts that a comparison could confuse. */
const families = [
  ['x', 'X', 'xy'],
  ['É', 'é', 'eé'],
  ["it's", "It's"],
  ['%', '_', 'Xy%'],
  ['', 'a b', 'A b'],
  ['[x]', '*', '?x', '\\x'],
  ['日本', '日'],
  ['10', '2', '1'],
  ['true', 'false', 'True'],
  ['s3://b/x', 's3://b/X'],
]

export const keys = ['a', 'a b', 'a.b']
export const pools: fc.Arbitrary<SmallPool> = fc.record({
  keys: fc.subarray(keys, { minLength: 1, maxLength: 2 }),
  texts: fc.subarray(families, { minLength: 1, maxLength: 2 }).map((chosen) => chosen.flat()),
  // At least one integer, since some attributes accept nothing else.
  numbers: fc.subarray([-1, 0, 0.5, 2, 5, 1e300], { minLength: 1, maxLength: 2 }).map((chosen) => [1, ...chosen]),
})

/** The plan of a row. */
export type Spec = {
  name: string
  other: string
  status: number
  times: readonly [number, number]
  end: number | null
  metrics: Record<string, number>
  params: Record<string, string>
  tags: Record<string, string>
  datasets: string[]
}

export function specs({ keys, texts, numbers }: SmallPool): fc.Arbitrary<Spec[]> {
  const named = fc.constantFrom(...texts.filter((text) => text !== ''))
  const time = fc.constantFrom(0, 1, ...numbers.filter((number) => number >= 0 && Number.isSafeInteger(number)))
  const dictionary = <T>(value: fc.Arbitrary<T>) =>
    fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: keys.length })
  const spec = fc.record({
    name: named,
    other: named,
    status: fc.constantFrom(0, 1, 2),
    times: fc.tuple(time, time),
    end: fc.option(time, { nil: null }),
    metrics: dictionary(fc.constantFrom(...numbers, NaN, -0)),
    params: dictionary(fc.constantFrom(...texts)),
    tags: dictionary(fc.constantFrom(...texts)),
    datasets: fc.uniqueArray(named, { maxLength: 2 }),
  })
  return fc.array(spec, { minLength: 1, maxLength: 9 })
}
