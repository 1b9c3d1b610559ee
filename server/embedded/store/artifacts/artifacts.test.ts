import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { byCodePoint } from './artifact-walk.ts'
import { type ArtifactStore, openArtifacts } from './artifacts.ts'
import { FoldersUnread } from './folder-states.ts'
import { allOf } from '../../../testing/all-of.ts'

let data: string
let store: ArtifactStore

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  store = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
})
afterEach(() => rmSync(data, { recursive: true }))

const put = (path: string, content = 'x') => store.put(path, Readable.from([Buffer.from(content)]))
const listed = (path: string) => allOf(store.list(path))
const read = async (path: string) => {
  const file = await store.open(path)
  return text(file.read(0, file.size - 1))
}
async function* failing() {
  yield Buffer.from('half')
  throw new Error('gone')
}
const invalidPath = { code: 'INVALID_PARAMETER_VALUE', message: 'Invalid path' }

test('stores, lists, reads, replaces and removes a file', async () => {
  await put('1/run/artifacts/dir/a.txt', 'first')
  await put('1/run/artifacts/dir/a.txt', 'second')
  expect(await read('1/run/artifacts/dir/a.txt')).toBe('second')
  expect(await listed('1/run/artifacts')).toEqual([{ path: 'dir', is_dir: true }])
  expect(await listed('1/run/artifacts/dir/')).toEqual([{ path: 'a.txt', is_dir: false, file_size: 6 }])
  await store.remove('1/run')
  expect(await listed('1')).toEqual([])
  expect(readdirSync(join(data, 'tmp'))).toEqual([])
})

test('lists by code point, without a size for an empty file, and lists nothing for a file or a missing folder', async () => {
  for (const name of ['b', 'B', '\u{1F600}', '\uFF5E', 'é', 'a']) await put(`d/${name}`, name === 'b' ? '' : 'x')
  expect((await listed('d')).map(({ path }) => path)).toEqual(['B', 'a', 'b', 'é', '\uFF5E', '\u{1F600}'])
  expect((await listed('d'))[2]).toEqual({ path: 'b', is_dir: false })
  expect(await listed('d/a')).toEqual([])
  expect(await listed('d/a/x')).toEqual([])
  expect(await listed('nothing')).toEqual([])
})

test('knows the state of a large folder in a write only if it was read before, until something is written there', async () => {
  mkdirSync(join(data, 'artifacts/d/many'), { recursive: true })
  for (let i = 0; i < 300; i++) writeFileSync(join(data, 'artifacts/d/many', `f${i}`), 'x')
  await put('d/few/a')
  const few = store.state('d/few')
  await put('d/few/a')
  expect(store.state('d/few')).not.toBe(few)
  expect(() => store.state('d/many')).toThrow(FoldersUnread)
  const release = await store.keepState('d/many')
  const many = store.state('d/many')
  await put('d/few/b')
  await put('e')
  expect(store.state('d/many')).toBe(many)
  await put('d/many/f7')
  expect(() => store.state('d/many')).toThrow(FoldersUnread)
  release()
  const again = await store.keepState('d/many')
  expect(store.state('d/many')).not.toBe(many)
  await store.remove('d')
  expect(() => store.state('d/many')).not.toThrow() // no files are there now
  again()
})

test('files are put and removed only once nothing is decided by them any more, and are checked then', async () => {
  await put('d/a')
  const { promise: decided, resolve: decide } = Promise.withResolvers<void>()
  const unchanged = store.whileUnchanged(() => decided)
  let isDecided = false
  const check = () => expect(isDecided).toBe(true)
  const changes = [
    store.put('d/b', Readable.from(['x']), 1, check),
    store.remove('d/a', check),
    store.putFolder('e', [{ path: 'a', bytes: Buffer.from('x') }]),
  ]
  while (readdirSync(join(data, 'tmp')).length < 2) await nextTurn()
  expect(await listed('')).toMatchObject([{ path: 'd' }])
  expect(await listed('d')).toMatchObject([{ path: 'a' }])
  isDecided = true
  decide()
  await Promise.all([unchanged, ...changes])
  expect(await listed('d')).toMatchObject([{ path: 'b' }])
  expect(await listed('e')).toMatchObject([{ path: 'a' }])
})

test('removes a large folder a file after the other, so that other files can be read meanwhile', async () => {
  mkdirSync(join(data, 'artifacts/d/many'), { recursive: true })
  for (let i = 0; i < 1000; i++) writeFileSync(join(data, 'artifacts/d/many', `f${i}`), 'x')
  let most = 0
  const removed = store.remove('d').then(() => 'removed')
  do {
    const asked = process.getActiveResourcesInfo().filter((name) => name.startsWith('FSReq')).length
    most = Math.max(most, asked)
  } while ((await Promise.race([removed, nextTurn()])) !== 'removed')
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(20)
  expect(readdirSync(join(data, 'artifacts'))).toEqual([])
  expect(readdirSync(join(data, 'tmp'))).toEqual([])
})

test('lists all files, more than it looks at in one turn', async () => {
  mkdirSync(join(data, 'artifacts/many'))
  for (let i = 0; i < 600; i++) writeFileSync(join(data, 'artifacts/many', `f${i}`), 'x')
  const files = await listed('many')
  expect(new Set(files.map(({ path }) => path)).size).toBe(600)
})

test('A09 never removes the root, however it is spelled', async () => {
  await put('kept')
  for (const path of ['', '/', '.', './', 'a/..', '//', '..'])
    await expect(store.remove(path)).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' })
  expect(await read('kept')).toBe('x')
})

test('looks at no more files in one turn because their names are short', async () => {
  mkdirSync(join(data, 'artifacts/d'))
  for (let i = 0; i < 3000; i++) writeFileSync(join(data, 'artifacts/d', i.toString(36)), '')
  const lengths: number[] = []
  for await (const files of store.list('d')) lengths.push(files.length)
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(3000)
  expect(Math.max(...lengths)).toBeLessThan(700)
  await expect(store.list('d', AbortSignal.abort()).next()).rejects.toThrow('Nobody waits')
})

/** How many descriptors of the long folder this process has. */
const openedLong = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).endsWith('artifacts/long')
    } catch {
      return false // the descriptor of this list itself
    }
  }).length

test.skipIf(process.platform !== 'linux')('a long folder stays closed while its list waits for others', async () => {
  await put('long/0')
  for (let at = 1; at <= 5000; at++) writeFileSync(join(data, 'artifacts/long', String(at)), '')
  let lists = 0
  const all = Array.from({ length: 4 }, () => listed('long').finally(() => (lists += 1)))
  await all[0]
  expect(lists).toBe(1)
  expect(openedLong()).toBeLessThanOrEqual(1)
  for (const files of await Promise.all(all)) expect(files).toHaveLength(5001)
})

test('A10 A11 neither lists nor follows symbolic links, but removes or replaces the links themselves', async () => {
  const outside = join(data, 'outside')
  mkdirSync(outside)
  writeFileSync(join(outside, 'secret'), 'secret')
  await put('1/kept')
  symlinkSync(outside, join(data, 'artifacts/1/folder'))
  symlinkSync(join(outside, 'secret'), join(data, 'artifacts/1/file'))
  symlinkSync(join(outside, 'nowhere'), join(data, 'artifacts/1/dangling'))
  expect(await listed('1')).toEqual([{ path: 'kept', is_dir: false, file_size: 1 }])
  await expect(listed('1/folder')).rejects.toMatchObject(invalidPath)
  await expect(store.open('1/file')).rejects.toMatchObject(invalidPath)
  await expect(store.open('1/folder/secret')).rejects.toMatchObject(invalidPath)
  await expect(put('1/folder/new')).rejects.toMatchObject(invalidPath)
  await expect(put('1/folder/deep/er/new')).rejects.toMatchObject(invalidPath)
  await expect(put('1/dangling/new')).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' })
  await expect(store.remove('1/folder/secret')).rejects.toMatchObject(invalidPath)
  await put('1/file', 'mine')
  await store.remove('1/folder')
  expect(await read('1/file')).toBe('mine')
  expect(readdirSync(outside)).toEqual(['secret'])
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('secret')
})

test('A16 a file does not replace a folder, nor a folder a file', async () => {
  await put('d/file')
  for (const path of ['d', 'd/file/below', 'd/file/below/deep', 'd/'])
    await expect(put(path)).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' })
  await expect(store.open('d')).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' })
  await expect(store.open('d/file/below')).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' })
  expect(await read('d/file')).toBe('x')
})

test('A15 stores or refuses long names and deep folders', async () => {
  await put(`${'d/'.repeat(200)}f`)
  expect(await read(`${'d/'.repeat(200)}f`)).toBe('x')
  await put('é'.repeat(127))
  await expect(put('é'.repeat(128))).rejects.toMatchObject(invalidPath)
  await expect(put('a/'.repeat(3000) + 'f')).rejects.toMatchObject(invalidPath)
  expect((await listed('')).map(({ path }) => path)).toEqual(['d', 'é'.repeat(127)])
})

test('K01 K03 a body that fails or has the wrong length leaves the old file and no partial one', async () => {
  await put('f', 'old')
  await expect(store.put('f', Readable.from(failing()))).rejects.toThrow('gone')
  await expect(store.put('f', Readable.from([Buffer.from('half')]), 8)).rejects.toMatchObject({
    code: 'INVALID_PARAMETER_VALUE',
  })
  expect(await read('f')).toBe('old')
  expect(readdirSync(join(data, 'tmp'))).toEqual([])
})

test('K07 removes the partial files of a killed process at the next start', () => {
  writeFileSync(join(data, 'tmp/part'), 'half')
  openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  expect(readdirSync(join(data, 'tmp'))).toEqual([])
})

test('C07 one of several uploads to a path wins whole', async () => {
  const bodies = Array.from({ length: 8 }, (_, i) => String(i).repeat(300_000))
  await Promise.all(bodies.map((body) => put('1/f', body)))
  expect(bodies).toContain(await read('1/f'))
})

test('C08 simultaneous uploads and removals in one folder all succeed', async () => {
  const work = Array.from({ length: 40 }, (_, i) => (i % 4 === 3 ? store.remove('r') : put(`r/d/${i}`)))
  await Promise.all(work)
  expect(readdirSync(join(data, 'tmp'))).toEqual([])
})

test('an open file stays the same when it is replaced', async () => {
  await put('f', 'before')
  const file = await store.open('f')
  await put('f', 'after!')
  expect(await text(file.read(0, file.size - 1))).toBe('before')
  const newer = await store.open('f')
  await newer.close()
  expect(newer.etag).not.toBe(file.etag)
})

test('compares names by code point', () => {
  expect(byCodePoint('a', 'ab')).toBeLessThan(0)
  expect(byCodePoint('a', 'a')).toBe(0)
  expect(byCodePoint('\u{10000}', '\uFFFF')).toBeGreaterThan(0)
  expect(byCodePoint('\uD7FF', '\uE000')).toBeLessThan(0)
})
