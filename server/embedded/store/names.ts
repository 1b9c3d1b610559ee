import { posix } from 'node:path'
import { invalid } from '#contract/errors.ts'
import { asciiJson } from '../python-text.ts'

/** The longest key of a metric, param or tag (docs/rest-contract.md §1.3). */
const MAX_KEY = 250

/**
 * Checks the key of a metric, param or tag (docs/rest-contract.md §1.3). `path` is its path in the request
 * (`key`, `params[0].key`); `title` is MLflow's name for it in the message about its length, such as `Param key`.
 */
export function checkKey(key: string, path: string, title: string = path): void {
  if (!/^[/\p{L}\p{N}_.\- :]*$/u.test(key))
    throw badName(
      key,
      path,
      'Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).',
    )
  checkPathLike(key, path)
  checkLength(key, MAX_KEY, title)
}

/** Checks the form of a run's id, as MLflow does for batches; other calls just don't find such a run. */
export function checkRunId(id: string): void {
  if (!/^[a-zA-Z0-9][\p{L}\p{N}_-]{0,255}$/u.test(id))
    throw invalid(`Invalid value ${asciiJson(id)} for parameter 'run_id' supplied.`)
}

/** Refuses names that a file system would resolve to another name: `a//b`, `../a`, `/a`, `a/`, `.`. */
export function checkPathLike(name: string, path: string): void {
  const normal = posix.normalize(name).replace(/(?<=.)\/$/, '')
  if (normal === name && name !== '.' && !name.startsWith('..') && !name.startsWith('/')) return
  throw badName(
    name,
    path,
    `Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${normal}'`,
  )
}

/** Refuses a text longer than `limit` code points, which MLflow counts as characters. */
export function checkLength(value: string, limit: number, title: string): void {
  if (isLonger(value, limit)) throw invalid(`'${title}' exceeds the maximum length of ${limit} characters`)
}

/** Cuts a text to `limit` characters: MLflow silently cuts long values of params and run tags (docs/rest-contract.md §1.3). */
export function shorten(value: string, limit: number): string {
  return isLonger(value, limit)
    ? Array.from(value.slice(0, 2 * limit))
        .slice(0, limit)
        .join('')
    : value
}

function isLonger(value: string, limit: number): boolean {
  // A character is one or two UTF-16 units, so most values need no counting.
  if (value.length <= limit) return false
  return value.length > 2 * limit || [...value].length > limit
}

function badName(name: string, path: string, reason: string) {
  return invalid(`Invalid value ${asciiJson(name)} for parameter '${path}' supplied: ${reason}`)
}
