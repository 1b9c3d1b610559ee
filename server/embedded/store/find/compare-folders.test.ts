import { expect, test, vi } from 'vitest'
import { ADDED_BY_DOWNLOADS, type AskedFile, type DifferingFile, MOST_NAMED } from '#contract/find/which.ts'
import { byCodePoint } from '../artifacts/artifact-walk.ts'
import { askedFiles, type Folder, type Likeness, likenessOf } from './compare-files.ts'
import { turnsDuring } from '../../../testing/turns-during.ts'

const isCompared = ({ path }: AskedFile) => path !== ADDED_BY_DOWNLOADS

/** The same, but with all files in memory, as a Map. */
function likenessByMap(stored: readonly AskedFile[], asked: readonly AskedFile[]): Likeness | undefined {
  const there = new Map(stored.filter(isCompared).map((file) => [file.path, file]))
  const wanted = new Map(asked.filter(isCompared).map((file) => [file.path, file]))
  const files: DifferingFile[] = []
  for (const [path, file] of there) {
    const same = wanted.get(path)
    if (!same) files.push({ path, how: 'only-version' })
    else if (same.sha256 !== file.sha256) files.push({ path, how: 'changed' })
  }
  for (const path of wanted.keys()) if (!there.has(path)) files.push({ path, how: 'only-asked' })
  const of = new Set([...there.keys(), ...wanted.keys()]).size
  const [differing, same] = [files.length, of - files.length]
  if (same === 0 || same * 2 < of) return undefined
  return differing === 0 ? { is: 'exact' } : { is: 'near', differing, of, files: files.slice(0, MOST_NAMED) }
}

/** A folder that is read a few files at a time, as a large one is. */
const inParts = (files: readonly AskedFile[], size: number): Folder => ({
  count: files.length,
  async *parts() {
    for (let at = 0; at < files.length; at += size)
      yield files.slice(at, at + size).map(({ sha256, ...file }) => ({ ...file, hash: () => Promise.resolve(sha256) }))
  },
})

let seed = 1
/** The same numbers in each run. */
const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below

const names = ['a', 'a-b', 'a/b', 'é', '\uFF5E', '\u{1F600}', ADDED_BY_DOWNLOADS].flatMap((name) =>
  name === ADDED_BY_DOWNLOADS ? [name] : Array.from({ length: 7 }, (_, at) => `${name}${at}`),
)
/** Some files of a folder, a few of them with other sizes or bytes. */
const someOf = (left: number, changed: number): AskedFile[] =>
  names
    .filter(() => random(100) < left)
    .map((path) => ({ path, size: random(100) < changed ? 1 : 2, sha256: random(100) < changed ? 'x' : 'y' }))
    .map(({ path, size, sha256 }) => ({ path, size, sha256: `${size}${sha256}` }))
    .toSorted((a, b) => byCodePoint(a.path, b.path))

test('compares folders read side by side as it does with both in memory', async () => {
  const found = { exact: 0, near: 0, unlike: 0 }
  for (let round = 0; round < 3000; round += 1) {
    const [left, changed] = [40 + random(61), random(30)]
    const stored = someOf(left, changed)
    const asked = round % 5 === 0 ? stored.filter(({ path }) => path !== ADDED_BY_DOWNLOADS) : someOf(left, changed)
    const expected = likenessByMap(stored, asked)
    const one = inParts(stored, 1 + random(9))
    expect(await likenessOf(one, inParts(asked, 1 + random(9)))).toEqual(expected)
    expect(await likenessOf(one, askedFiles(asked.toReversed()))).toEqual(expected)
    found[expected?.is ?? 'unlike'] += 1
  }
  for (const count of Object.values(found)) expect(count).toBeGreaterThan(100)
})

const filesOf = (length: number) => Array.from({ length }, (_, at) => ({ path: `${at}`, size: 1, sha256: 'x' }))

test('reads nothing of folders whose numbers of files are too different', async () => {
  const unread: Folder = {
    count: 100,
    parts: () => {
      throw new Error('read')
    },
  }
  expect(await likenessOf(unread, askedFiles(filesOf(49)))).toBeUndefined()
  await expect(likenessOf(unread, askedFiles(filesOf(50)))).rejects.toThrow('read')
})

test('gives others a turn while it compares files whose hashes are at hand', async () => {
  let time = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => time)
  const files = filesOf(100)
    .toSorted((a, b) => byCodePoint(a.path, b.path))
    .map(({ sha256, ...file }) => ({ ...file, hash: async () => ((time += 2), sha256) }))
  const folder: Folder = { count: 100, parts: () => [files] }
  const anywhere = askedFiles([{ path: '', size: 1, sha256: 'another' }])
  try {
    for (const asked of [askedFiles(filesOf(100)), anywhere])
      expect(await turnsDuring(likenessOf(folder, asked))).toBeGreaterThan(20)
  } finally {
    clock.mockRestore()
  }
})
