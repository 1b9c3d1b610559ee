import { expect, test } from 'vitest'
import { turnsDuring } from '../../testing/turns-during.ts'
import { parseInTurns } from './parse-in-turns.ts'

const item = (at: number) => ({
  version: `${at}`,
  text: 'a "quoted" [x], {y}, back\\slash\\',
  tags: [{ key: 'a,]', value: '}' }, []],
  of: { nested: [1, [2]] },
})
const items = Array.from({ length: 40_000 }, (_, at) => item(at))
const long = 'x'.repeat(300_000)

test.each<[string, unknown]>([
  ['long lists', { first: items.slice(0, 9000), empty: [], of: { list: items.slice(0, 9) }, next_page_token: 'p' }],
  ['lists of lists, numbers and null', { lists: [[1], [[2]], null, true, 'a'], long }],
  ['no list', { long }],
  ['nothing else', { long: [long] }],
])('parses an object with %s', async (_what, object) => {
  expect(await parseInTurns(JSON.stringify(object))).toEqual(object)
  expect(await parseInTurns(JSON.stringify(object, undefined, 2))).toEqual(object)
})

test.each([
  `{"a":["${long}",]}`,
  `{"a":["${long}" "b"]}`,
  `{"a":["${long}"`,
  `{"a":["${long}`,
  `{"a":[,"${long}"]}`,
  `{"a":["${long}"}`,
  `{"a":["${long}"]]`,
  `{"a":["${long}"]}}`,
  `<html>${long}`,
])('gives nothing for what is not JSON: %#', async (text) => {
  expect(await parseInTurns(text)).toBeUndefined()
})

test('others are answered while a long answer is parsed', async () => {
  const parsing = parseInTurns(JSON.stringify({ items }))
  expect(await turnsDuring(parsing)).toBeGreaterThan(5)
  expect((await parsing)?.['items']).toHaveLength(items.length)
})
