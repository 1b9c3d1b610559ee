import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { byCodePoint } from './artifact-walk.ts'
import { openNames } from './names-in-order.ts'
import { allOf } from '../../../testing/all-of.ts'

const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** In another order than that of their names, some beyond U+FFFF. */
const names = Array.from(
  { length: 4200 },
  (_, at) => `${['a', 'é', '\uFF5E', '\u{1F600}'][at % 4]!} ${(at * 7919) % 4200}`,
)
const inOrder = names.toSorted(byCodePoint)

beforeAll(() => {
  for (const name of names) writeFileSync(join(folder, name), '')
}, 60_000)

/** A folder to list, and how often it was read. */
function asked(most = 1000) {
  const reads = { count: 0 }
  const find = () => {
    reads.count += 1
    return folder
  }
  return { reads, ask: { find, lengthOf: (name: string) => name.length, most } }
}

test('lists a long folder by code point, some at a time, from one reading', async () => {
  const { reads, ask } = asked()
  const parts: string[][] = []
  for await (const part of openNames()(ask)) parts.push(part)
  expect(parts.flat()).toEqual(inOrder)
  expect(reads.count).toBe(1)
  expect(parts.map((part) => part.join('').length).filter((length) => length > 1010)).toEqual([])
})

test('reads a folder anew whose names do not fit into memory', async () => {
  const { reads, ask } = asked()
  expect(await allOf(openNames({ kept: { ofOne: 12_000, ofAll: 24_000 } })(ask))).toEqual(inOrder)
  expect(reads.count).toBe(2)
})

const withSlash = ({ name }: { name: string }) => `${name}/`

test('lists names that are much alike as they are', async () => {
  const alike = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const long = 'é'.repeat(127)
  const all = ['a', 'ab', 'abc', 'b', `${long}a`, `${long}b`, `${long}c`, long, 'ê', 'è', '\u{1F600}', '\u{1F601}']
  for (const name of all) writeFileSync(join(alike, name), '')
  if (process.platform === 'linux') {
    const notUtf8 = [200, 201].map((length) => Buffer.alloc(length, 0xff))
    for (const name of notUtf8) writeFileSync(Buffer.concat([Buffer.from(`${alike}/`), name]), '')
    all.push(...notUtf8.map(({ length }) => '\uFFFD'.repeat(length)))
  }
  const found = await allOf(
    openNames()({ find: () => alike, nameOf: withSlash, lengthOf: (name) => name.length, most: 10 }),
  )
  expect(found).toEqual(all.map((name) => `${name}/`).toSorted(byCodePoint))
  rmSync(alike, { recursive: true })
})

test('keeps the names of few lists, and goes on with each where it was', async () => {
  const namesInOrder = openNames({ kept: { ofOne: 140_000, ofAll: 150_000 }, patienceMs: 0 })
  const all = Array.from({ length: 3 }, () => asked())
  const lists = all.map(({ ask }) => ({ parts: namesInOrder(ask), found: [] as string[] }))
  for (let isLeft = true; isLeft;) {
    isLeft = false
    for (const { parts, found } of lists) {
      const { value } = await parts.next()
      if (value) isLeft = found.push(...value) > 0
    }
  }
  for (const { found } of lists) expect(found).toEqual(inOrder)
  for (const { reads } of all) expect(reads.count).toBeGreaterThan(3)
})

test('waits until a client has left its list unread for a while', async () => {
  const namesInOrder = openNames({ kept: { ofOne: 140_000, ofAll: 150_000 }, patienceMs: 200 })
  const [first, other] = [asked(), asked()]
  const unread = namesInOrder(first.ask)
  const { value = [] } = await unread.next()
  const waiting = allOf(namesInOrder(other.ask))
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
  expect(other.reads.count).toBe(0)
  expect(await waiting).toEqual(inOrder)
  expect([...value, ...(await allOf(unread))]).toEqual(inOrder)
  expect([first.reads.count, other.reads.count]).toEqual([2, 1])
})

test('forgets a list that nobody wants', async () => {
  const namesInOrder = openNames({ kept: { ofOne: 140_000, ofAll: 150_000 }, patienceMs: 600_000 })
  for (let turn = 0; turn < 3; turn += 1) {
    const parts = namesInOrder(asked().ask)
    await parts.next()
    await parts.return()
  }
})

test('ends with a folder that is there no more', async () => {
  for (const gone of [undefined, join(folder, 'nothing')]) {
    const ask = { find: () => gone, lengthOf: () => 1, most: 10 }
    expect(await allOf(openNames()(ask))).toEqual([])
  }
})

test('reads no more of a folder once nobody waits for it, and nothing of one that waits its turn', async () => {
  const namesInOrder = openNames()
  const leaving = new AbortController()
  const [one, other] = [asked(), asked()]
  const { find } = one.ask
  one.ask.find = () => {
    leaving.abort()
    return find()
  }
  const all = [one, other].map(({ ask }) => namesInOrder({ ...ask, signal: leaving.signal }).next())
  expect(await Promise.allSettled(all)).toMatchObject([
    { status: 'rejected', reason: { code: 'TEMPORARILY_UNAVAILABLE' } },
    { status: 'rejected', reason: { code: 'TEMPORARILY_UNAVAILABLE' } },
  ])
  expect([one.reads.count, other.reads.count]).toEqual([1, 0])
  expect(await allOf(namesInOrder(asked().ask))).toEqual(inOrder)
})
