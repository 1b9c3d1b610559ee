import { sortedKeys } from './values.ts'

/** `unknown`: of equal size, so only the bytes can tell. */
export type FileVerdict = 'new' | 'gone' | 'changed' | 'same' | 'unknown'
export type FileChange = { path: string; before?: number; after?: number; verdict: FileVerdict }

/** The files of two versions side by side; both maps hold sizes by path. Those of one place are the same files. */
export function fileChanges(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  isOnePlace: boolean,
): FileChange[] {
  return sortedKeys(before, after).map((path) => {
    const [was, is] = [before.get(path), after.get(path)]
    const sizes = { ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }
    return { path, ...sizes, verdict: verdictOf(was, is, isOnePlace) }
  })
}

function verdictOf(before: number | undefined, after: number | undefined, isOnePlace: boolean): FileVerdict {
  if (before === undefined) return 'new'
  if (after === undefined) return 'gone'
  if (before !== after) return 'changed'
  return isOnePlace || before === 0 ? 'same' : 'unknown'
}

/** Files of equal size up to this many bytes in all are compared without being asked. */
const AT_ONCE = 32_000_000

/** Which of the files of equal size are compared at once: small ones first come, first served. */
export function comparedAtOnce(changes: readonly FileChange[]): Set<string> {
  let left = AT_ONCE
  const chosen = new Set<string>()
  for (const { path, after = 0, verdict } of changes.toSorted((a, b) => (a.after ?? 0) - (b.after ?? 0))) {
    if (verdict !== 'unknown' || after > left || chosen.size >= 200) continue
    left -= after
    chosen.add(path)
  }
  return chosen
}

/**
 * Whether both versions are small enough for the server to hash all of their files, which takes as long as reading them. `isCut`: there are
 * more files than these, of any size.
 */
export const areHashed = (changes: readonly FileChange[], isCut: boolean): boolean =>
  !isCut && changes.reduce((sum, { before = 0, after = 0 }) => sum + before + after, 0) <= AT_ONCE

/** SHA-256 by path; a file that the server could not read has none. */
export type Hashes = ReadonlyMap<string, string>

/** What the hashes of both versions say of the files of equal size, as far as both have one. */
export function verdictsByHash(
  changes: readonly FileChange[],
  before?: Hashes,
  after?: Hashes,
): Map<string, FileVerdict> {
  const verdicts = new Map<string, FileVerdict>()
  for (const { path, verdict } of changes) {
    const [was, is] = [before?.get(path), after?.get(path)]
    if (verdict === 'unknown' && was && is) verdicts.set(path, was === is ? 'same' : 'changed')
  }
  return verdicts
}
