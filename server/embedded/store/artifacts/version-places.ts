import { storedPath } from './artifact-owners.ts'
import { checkPath, overlaps } from './artifact-paths.ts'

/** A condition on versions `v`, with its parameters, for those whose files a change of `path` could touch: at it, above it or below it. */
export function aroundPath(path: string): [which: string, ...params: string[]] {
  const places = path.split('/').map((_, depth, names) => `/${names.slice(0, depth + 1).join('/')}`)
  // '0' follows '/'.
  return [
    '(v.place IN (SELECT value FROM json_each(?)) OR (v.place > ? AND v.place < ?))',
    JSON.stringify(places),
    `/${path}/`,
    `/${path}0`,
  ]
}

/** Whether a change of `path` touches what is stored at the URI. Throws INVALID_PARAMETER_VALUE for a path that nothing has. */
export function touches(path: string, storage_location: string): boolean {
  const [written, place] = [checkPath(path), storedPath(storage_location)]
  return place !== undefined && overlaps(written, place)
}
