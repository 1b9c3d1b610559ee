import { expect, test } from 'vitest'
import { turnsDuring } from '../../testing/turns-during.ts'
import { parseInPassing } from './parse-in-passing.ts'

const item = (at: number) => ({
  version: `${at}`,
  text: 'a "quoted" [x], {y}, back\\slash\\',
  tags: [{ key: 'a,]', value: '}' }, []],
  of: { nested: [1, [2]] },
})
const items = Array.from({ length: 40_000 }, (_, at) => item(at))
const long = 'x'.repeat(300_000)

/** The pieces of an answer, of `size` bytes each. */
async function* piecesOf(text: string, size = 16_384): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const parse = (text: string, size?: number) => parseInPassing(piecesOf(text, size))

test.each<[string, unknown]>([
  ['long lists', { first: items.slice(0, 9000), empty: [], of: { list: items.slice(0, 9) }, next_page_token: 'p' }],
  ['lists of lists, numbers and null', { lists: [[1], [[2]], null, true, 'a'], long }],
  ['no list', { long }],
  ['nothing else', { long: [long] }],
])('parses an object with %s', async (_what, object) => {
  expect(await parse(JSON.stringify(object))).toEqual(object)
  expect(await parse(JSON.stringify(object, undefined, 2))).toEqual(object)
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
  expect(await parse(text)).toBeUndefined()
})

test('others are answered while a long answer is parsed', async () => {
  const parsing = parse(JSON.stringify({ items }))
  expect(await turnsDuring(parsing)).toBeGreaterThan(5)
  expect((await parsing)?.['items']).toHaveLength(items.length)
})

test('gives the items of each list away as they arrive, and keeps none', async () => {
  const answer = JSON.stringify({ run: { info: { tags: [] }, metrics: items }, next_page_token: 'p' })
  const taken: unknown[] = []
  const sizes: number[] = []
  let read = 0
  const pieces = async function* () {
    for await (const piece of piecesOf(answer)) yield (((read += piece.length), piece))
  }
  const rest = await parseInPassing(pieces(), (some, key) => {
    if (key !== 'metrics') return
    taken.push(...some)
    sizes.push(read)
  })
  expect(rest).toEqual({ run: { info: { tags: [] }, metrics: [] }, next_page_token: 'p' })
  expect(taken).toEqual(items)
  expect(sizes[0]).toBeLessThan(100_000)
  expect(sizes.length).toBeGreaterThan(answer.length / 100_000)
})

test('parses an object wherever its pieces are cut, also with bare numbers', async () => {
  const text = '{"a": {"list": [{"x": "é\\"]}\\\\"}, NaN, -1]}, "b": [[1], []], "c": NaN, "d": "[,"}'
  const object = { a: { list: [{ x: 'é"]}\\' }, 'NaN', -1] }, b: [[1], []], c: 'NaN', d: '[,' }
  for (let size = 1; size < text.length; size++) expect(await parse(text, size)).toEqual(object)
})
