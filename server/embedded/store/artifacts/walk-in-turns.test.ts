import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { allOf } from '../../../testing/all-of.ts'
import { byCodePoint, etagOf, walkNow } from './artifact-walk.ts'
import { lookAt } from './folder-files.ts'
import { stateOf } from './folder-states.ts'
import { openNames } from './names-in-order.ts'
import { walkInTurns } from './walk-in-turns.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'modelshelf-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text = 'x') {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const walk = (path: string, names = openNames()) => walkInTurns(root, path, names)
const pathsOf = (files: readonly { path: string }[]) => files.map(({ path }) => path)

/** Their order is that of whole paths: a slash comes after `-` and `.`, before letters. */
const paths = [
  'B',
  'a-b',
  'a.b',
  'a/B/deep/er/x',
  'a/x',
  'a/x-1',
  'a/x0/y',
  'a0',
  'a\u{1F600}/x',
  'b/\uFF5E/z',
  'b/\u{1F600}',
  'é',
  '\uFF5E',
  '\u{1F600}',
]

test('walks through folders by code point of the whole paths, at once and in turns, without links', async () => {
  for (const path of paths.toReversed()) write(`d/${path}`, path)
  mkdirSync(join(root, 'd/empty'))
  symlinkSync('a', join(root, 'd/link'))
  symlinkSync('B', join(root, 'd/to-file'))
  const found = await allOf(walk('d'))
  expect(pathsOf(found)).toEqual(paths.toSorted(byCodePoint))
  const { mtimeNs, size, ino } = lstatSync(join(root, 'd/a/x'), { bigint: true })
  expect(found.find(({ path }) => path === 'a/x')).toEqual({
    path: 'a/x',
    etag: etagOf({ mtimeNs, size, ino }),
    size: 3,
  })
  expect([...walkNow(root, 'd')]).toEqual(found)
  // What undo keeps of a version's files (docs/reviews.md §5) must be the same after an update of the server.
  const state = createHash('sha256').update(JSON.stringify(found.map(({ path, etag }) => ({ path, etag }))))
  expect(await lookAt(walk('d'))).toEqual({ count: paths.length, few: found, state: state.copy().digest('hex') })
  expect(stateOf(walkNow(root, 'd'))).toBe(state.digest('hex'))
  expect(stateOf([])).toBe(createHash('sha256').update('[]').digest('hex'))
})

test('walks through one file instead of a folder, and nothing behind a link or that is not there', async () => {
  write('d/B')
  symlinkSync('B', join(root, 'd/to-file'))
  symlinkSync('d', join(root, 'link'))
  expect(await allOf(walk('d/B'))).toMatchObject([{ path: '', size: 1 }])
  for (const path of ['d/to-file', 'link', 'link/B', 'd/B/x', 'nothing']) {
    expect(await allOf(walk(path))).toEqual([])
    expect([...walkNow(root, path)]).toEqual([])
  }
})

test('walks through folders whose names do not fit into memory, a few files at a time', async () => {
  const kinds = ['a', 'é', '\uFF5E', '\u{1F600}']
  const inner = Array.from({ length: 2500 }, (_, at) => `${kinds[at % 4]!}${(at * 7919) % 2500}`)
  const all = [...inner.map((name) => `many/${name}`), ...inner.map((name) => `many/a9-more/${name}`), 'many-1', 'z']
  for (const path of ['many/a9-more', 'many/other']) mkdirSync(join(root, 'd', path), { recursive: true })
  for (const path of all) writeFileSync(join(root, 'd', path), '')
  const parts: number[] = []
  const found: string[] = []
  for await (const files of walk('d', openNames({ kept: { ofOne: 8000, ofAll: 12_000 }, patienceMs: 0 }))) {
    parts.push(files.length)
    found.push(...pathsOf(files))
  }
  expect(found).toEqual(all.toSorted(byCodePoint))
  expect(Math.max(...parts)).toBeLessThan(100)
})

test('gives others a turn while it walks, also among links', async () => {
  mkdirSync(join(root, 'd/many'), { recursive: true })
  for (let i = 0; i < 3000; i++) writeFileSync(join(root, `d/many/f${i}`), '')
  for (let i = 0; i < 300; i++) symlinkSync('many', join(root, `d/link ${i}`))
  const clock = vi.spyOn(performance, 'now')
  let time = 0
  clock.mockImplementation(() => (time += 0.1)) // each entry takes so long
  let turns = 0
  let isWalking = true
  const count = () => {
    turns += 1
    if (isWalking) setImmediate(count)
  }
  setImmediate(count)
  const found = await allOf(walk('d'))
  isWalking = false
  clock.mockRestore()
  expect(turns).toBeGreaterThan(50)
  expect(found).toHaveLength(3000)
})

test('a folder that changes while it is walked through has its other files, in order', async () => {
  for (let i = 0; i < 600; i++) write(`d/${String(i).padStart(3, '0')}/x`)
  const found: string[] = []
  for await (const files of walk('d')) {
    if (found.length === 0) {
      rmSync(join(root, 'd/400'), { recursive: true })
      rmSync(join(root, 'd/401/x'))
      renameSync(join(root, 'd/402'), join(root, 'd/elsewhere'))
      writeFileSync(join(root, 'd/402'), 'a file instead')
      rmSync(join(root, 'd/403'), { recursive: true })
      symlinkSync('404', join(root, 'd/403'))
    }
    found.push(...pathsOf(files))
  }
  const gone = ['400/x', '401/x', '402/x', '403/x']
  expect(found).toEqual(expect.arrayContaining(['399/x', '404/x', '599/x']))
  expect(found.filter((path) => gone.includes(path))).toEqual([])
  expect(found).toEqual(found.toSorted(byCodePoint))
})

test('leaves no folder of names behind when nobody wants the rest', async () => {
  mkdirSync(join(root, 'd'))
  for (let i = 0; i < 2100; i++) writeFileSync(join(root, `d/f${i}`), '')
  const names = openNames({ kept: { ofOne: 20_000, ofAll: 20_000 }, patienceMs: 600_000 })
  for (let turn = 0; turn < 2; turn += 1) {
    const parts = walk('d', names)
    await parts.next()
    await parts.return()
  }
  expect(await allOf(walk('d', names))).toHaveLength(2100)
})
