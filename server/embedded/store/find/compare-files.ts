import { ADDED_BY_DOWNLOADS, type AskedFile, type DifferingFile, MOST_NAMED } from '#contract/find/which.ts'
import type { Output } from '#contract/endpoints.ts'

/** A version's folder. Files are hashed only where sizes agree. */
export type Folder = {
  files: readonly { path: string; size: number }[]
  /** The SHA-256 of one of its files. Throws if it cannot be read, and Late. */
  hashOf: (path: string) => Promise<string>
}

/** There is no time to read more files. */
export class Late extends Error {}

/** `path`: of the one file that was asked about. */
export type Likeness =
  | { is: 'exact'; path?: string }
  | { is: 'near'; differing: number; of: number; files: DifferingFile[] }

/** How a folder is like the files that are asked about; undefined if fewer than half of the files of both are the same. */
export async function likenessOf(folder: Folder, asked: readonly AskedFile[]): Promise<Likeness | undefined> {
  const [only] = asked
  const stored = folder.files.filter(({ path }) => path !== ADDED_BY_DOWNLOADS)
  if (only?.path === '') {
    for (const { path, size } of stored)
      if (size === only.size && (await folder.hashOf(path)) === only.sha256) return { is: 'exact', path }
    return undefined
  }
  const wanted = new Map(asked.flatMap((file) => (file.path === ADDED_BY_DOWNLOADS ? [] : [[file.path, file]])))
  return compare({ ...folder, files: stored }, wanted)
}

async function compare(
  { files: stored, hashOf }: Folder,
  asked: ReadonlyMap<string, AskedFile>,
): Promise<Likeness | undefined> {
  const of = asked.size + stored.filter(({ path }) => !asked.has(path)).length
  const isLike = (same: number) => same > 0 && same * 2 >= of
  if (!isLike(stored.filter(({ path, size }) => asked.get(path)?.size === size).length)) return undefined
  const there = new Set(stored.map(({ path }) => path))
  const files: DifferingFile[] = []
  for (const { path, size } of stored) {
    const file = asked.get(path)
    if (!file) files.push({ path, how: 'only-version' })
    else if (file.size !== size || (await hashOf(path)) !== file.sha256) files.push({ path, how: 'changed' })
  }
  for (const path of asked.keys()) if (!there.has(path)) files.push({ path, how: 'only-asked' })
  const differing = files.length
  if (differing === 0) return { is: 'exact' }
  return isLike(of - differing) ? { is: 'near', differing, of, files: files.slice(0, MOST_NAMED) } : undefined
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
