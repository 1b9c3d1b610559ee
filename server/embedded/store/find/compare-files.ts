import { ADDED_BY_DOWNLOADS, type AskedFile, type DifferingFile, MOST_NAMED } from '#contract/find/which.ts'
import type { Output } from '#contract/endpoints.ts'
import { byCodePoint, inOrderOfCodePoints } from '../artifacts/artifact-walk.ts'
import { type FileList, listOf } from '../artifacts/folder-files.ts'
import { openTurn } from '../artifacts/turn.ts'

/** A file of a folder. It is hashed only where sizes agree: `hash` throws if it cannot be read, and Late. */
export type ComparedFile = { path: string; size: number; hash: () => Promise<string> }
/** A folder's files by code point. */
export type Folder = FileList<ComparedFile>

/** Those that a client names. */
export function askedFiles(files: readonly AskedFile[]): Folder {
  const byPath = new Map(files.map((file) => [file.path, file])) // the last of each path
  const inOrder = inOrderOfCodePoints([...byPath.keys()]).map((path) => byPath.get(path)!)
  return listOf(inOrder.map(({ path, size, sha256 }) => ({ path, size, hash: () => Promise.resolve(sha256) })))
}

/** There is no time to read more files. */
export class Late extends Error {}

/** `path`: of the one file that was asked about. */
export type Likeness =
  | { is: 'exact'; path?: string }
  | { is: 'near'; differing: number; of: number; files: DifferingFile[] }

/**
 * How a folder is like the files that are asked about; undefined if fewer than half of the files of both are the same. Both are read side by
 * side, so that very many take no memory.
 */
export async function likenessOf(folder: Folder, asked: Folder): Promise<Likeness | undefined> {
  const only = asked.count === 1 ? await firstOf(asked) : undefined
  if (only?.path === '') return holding(folder, only)
  // Each may have one more that is not compared.
  if (Math.max(folder.count, asked.count) > 2 * Math.min(folder.count, asked.count) + 1) return undefined
  let [of, sameSize] = [0, 0]
  for await (const [stored, file] of merged(folder, asked)) {
    of += 1
    if (stored && file && stored.size === file.size) sameSize += 1
  }
  const isLike = (same: number) => same > 0 && same * 2 >= of
  if (!isLike(sameSize)) return undefined
  let differing = 0
  const [there, onlyAsked]: [DifferingFile[], DifferingFile[]] = [[], []]
  for await (const [stored, file] of merged(folder, asked)) {
    const how = await differenceOf(stored, file)
    if (!how) continue
    differing += 1
    if (!isLike(of - differing)) return undefined
    const files = stored ? there : onlyAsked
    if (files.length < MOST_NAMED) files.push({ path: (stored ?? file)!.path, how })
  }
  if (differing === 0) return { is: 'exact' }
  return { is: 'near', differing, of, files: [...there, ...onlyAsked].slice(0, MOST_NAMED) }
}

/** The same for each of several folders that are asked about, in turns. */
export async function likenessesOf(folder: Folder, asked: readonly Folder[]): Promise<(Likeness | undefined)[]> {
  const turn = openTurn()
  const likes: (Likeness | undefined)[] = []
  for (const files of asked) {
    likes.push(await likenessOf(folder, files))
    if (turn.isOver()) await turn.next()
  }
  return likes
}

async function firstOf(folder: Folder): Promise<ComparedFile | undefined> {
  for await (const [first] of folder.parts()) return first
  return undefined
}

/** Whether a folder has a file anywhere. */
async function holding(folder: Folder, { size, hash }: ComparedFile): Promise<Likeness | undefined> {
  for await (const file of comparedIn(folder))
    if (file.size === size && (await file.hash()) === (await hash())) return { is: 'exact', path: file.path }
  return undefined
}

const isCompared = ({ path }: ComparedFile) => path !== ADDED_BY_DOWNLOADS

async function differenceOf(
  stored: ComparedFile | undefined,
  file: ComparedFile | undefined,
): Promise<DifferingFile['how'] | undefined> {
  if (!stored) return 'only-asked'
  if (!file) return 'only-version'
  return stored.size === file.size && (await stored.hash()) === (await file.hash()) ? undefined : 'changed'
}

/** The files of both in order, those of the same path together. */
async function* merged(
  stored: Folder,
  asked: Folder,
): AsyncGenerator<[ComparedFile | undefined, ComparedFile | undefined], void> {
  const [one, other] = [comparedIn(stored), comparedIn(asked)]
  try {
    let [a, b] = [(await one.next()).value, (await other.next()).value]
    while (a || b) {
      const order = !b ? -1 : !a ? 1 : byCodePoint(a.path, b.path)
      yield [order <= 0 ? a : undefined, order >= 0 ? b : undefined]
      if (order <= 0) a = (await one.next()).value
      if (order >= 0) b = (await other.next()).value
    }
  } finally {
    await one.return(undefined)
    await other.return(undefined)
  }
}

/** In turns: to await a file that is at hand, or the hash of a small one, lets nobody else have one. */
async function* comparedIn(folder: Folder): AsyncGenerator<ComparedFile, undefined> {
  const turn = openTurn()
  for await (const files of folder.parts())
    for (const file of files) {
      if (turn.isOver()) await turn.next()
      if (isCompared(file)) yield file
    }
}

export type Which = Output<'whichVersions'>
type Version = Pick<Which['exact'][number], 'name' | 'version' | 'current_stage'>

const MOST_NEAR = 20

/** Adds versions with the same folder to an answer. */
export function tell(answer: Which, versions: readonly Version[], like: Likeness | undefined): void {
  if (like?.is === 'exact')
    answer.exact.push(...versions.map((version) => ({ ...version, ...(like.path && { path: like.path }) })))
  if (like?.is === 'near') {
    const { is: _, ...rest } = like
    answer.near.push(...versions.map((version) => ({ ...version, ...rest })))
  }
}

/** An answer with each version once, those that are most alike first. */
export function together({ exact: all, near: like, ...rest }: Which): Which {
  const exact = distinct(all)
  const isExact = new Set(exact.map(keyOf))
  const near = like.toSorted((a, b) => a.differing / a.of - b.differing / b.of)
  return {
    ...rest,
    exact,
    near: distinct(near)
      .filter((one) => !isExact.has(keyOf(one)))
      .slice(0, MOST_NEAR),
  }
}

const keyOf = ({ name, version }: { name: string; version: string }) => `${name}/${version}`

/** The first of each version, in their order. */
function distinct<V extends Version>(versions: readonly V[]): V[] {
  const firsts = new Map<string, V>()
  for (const version of versions) if (!firsts.has(keyOf(version))) firsts.set(keyOf(version), version)
  return [...firsts.values()]
}
