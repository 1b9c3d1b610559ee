import { expect, test } from 'vitest'
import { compareNames } from './compare-names.ts'

test('orders names as a collator does, whatever differs first', () => {
  const collator = new Intl.Collator('en', { numeric: true })
  const parts = [
    '',
    'a',
    'A',
    'b',
    'B',
    'é',
    'e',
    'e\u0301',
    'ß',
    '9',
    '10',
    '09',
    '0',
    '１',
    '-',
    '_',
    '.',
    ' ',
    'Ａ',
    '🙂',
    'ı',
    'K',
  ]
  const names = parts.flatMap((one) => parts.flatMap((two) => parts.map((three) => one + two + three)))
  const wrong = names.flatMap((a, at) => {
    const b = names[(at * 7919) % names.length]!
    return Math.sign(compareNames(a, b)) === Math.sign(collator.compare(a, b)) ? [] : [[a, b]]
  })
  expect(names.length).toBeGreaterThan(5000)
  expect(wrong).toEqual([])
})
