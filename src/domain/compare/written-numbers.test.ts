import { expect, test } from 'vitest'
import { writtenNumbers } from './written-numbers.ts'

test.each<[string, (string | undefined)[], (number | undefined)[]]>([
  ['what Python writes', ['3', '-0.5', '1e-05', '2.0', '0.0010'], [3, -0.5, 1e-5, 2, 0.001]],
  ['numbers of two decimals', ['0.50', '0.25', '0.10'], [0.5, 0.25, 0.1]],
  ['texts beside numbers', ['3', 'auto', undefined, '', ' 4 '], [3, undefined, undefined, undefined, 4]],
  ['what is not finite', ['nan', 'inf', '-Infinity', '1e999', '3'], [undefined, undefined, undefined, undefined, 3]],
  ['ids and codes', ['007', '0x1f', '12345678901234567890', '5'], [undefined, undefined, undefined, 5]],
  ['other notations', ['1,5', '50%', '1_000', '+3', '1e5'], [undefined, undefined, undefined, undefined, 1e5]],
  ['some dates among numbers', ['20261129', '5'], [20_261_129, 5]],
])('reads %s', (_what, texts, numbers) => {
  expect(writtenNumbers('x', texts)).toEqual(numbers)
})

test.each<[string, string, string[]]>([
  ['versions', 'sklearn', ['1.9', '1.10']],
  ['versions of three parts', 'sklearn', ['1', '1.2.3']],
  ['what its name calls a version', 'data_version', ['3', '4']],
  ['what its name calls a version', 'apiVersion', ['3', '4']],
  ['dates', 'day', ['20261129', '20261201']],
])('reads no numbers in %s: %s', (_what, key, texts) => {
  expect(writtenNumbers(key, texts)).toBeUndefined()
})

test('reads numbers in a param whose name only contains the word', () => {
  expect(writtenNumbers('conversion', ['3', '4'])).toEqual([3, 4])
})
