import { expect, test } from 'vitest'
import { LongList, withList } from './long-list.ts'

const always = () => {}
const ended: string[] = []

async function* parts(...lists: number[][]) {
  try {
    for (const list of lists) yield list
  } finally {
    ended.push('parts')
  }
}

async function textOf(fields: object, ...lists: number[][]): Promise<string> {
  const listed = await withList(fields, 'files', parts(...lists))
  return listed instanceof LongList ? (await listed.answer(always)).text() : JSON.stringify(listed)
}

test('is an object while there is one part, and an answer in pieces if there are more', async () => {
  for (const fields of [{}, { root_uri: 'é' }]) {
    expect(await textOf(fields)).toBe(JSON.stringify(fields))
    expect(await textOf(fields, [])).toBe(JSON.stringify(fields))
    expect(await textOf(fields, [1, 2])).toBe(JSON.stringify({ ...fields, files: [1, 2] }))
    expect(await textOf(fields, [], [1], [], [2, 3])).toBe(JSON.stringify({ ...fields, files: [1, 2, 3] }))
    expect(await textOf(fields, [], [])).toBe(JSON.stringify(fields))
  }
})

const long = async () => (await withList({}, 'files', parts([1], [2], [3]))) as LongList

/** May be read so often. */
function times(most: number): () => void {
  let turns = 0
  return () => {
    if (turns++ === most) throw new Error('Another role')
  }
}

test.each([0, 1, 2])('breaks off once the caller may no longer read it, after %i parts', async (most) => {
  ended.length = 0
  const read = async () => (await (await long()).answer(times(most))).text()
  await expect(read()).rejects.toThrow('Another role')
  await expect.poll(() => ended).toEqual(['parts'])
})

test('reads no more if nobody wants it', async () => {
  ended.length = 0
  const unread = await (await long()).answer(always)
  await unread.body!.cancel()
  await expect.poll(() => ended).toEqual(['parts'])
})
