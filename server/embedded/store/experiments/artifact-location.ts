import { isAbsolute, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { invalid } from '#contract/errors.ts'
import { allowHint, HOST_SCHEMES } from '../../../config/host-schemes.ts'
import { checkLength } from '../names.ts'

/** Schemes a Python client can write to by itself and whose address names a bucket, not a host (docs/rest-contract.md §7.5). */
const OBJECT_STORES = ['s3', 'gs', 'wasb', 'wasbs']
const MAX_LENGTH = 2048

/**
 * Checks an experiment's artifact_location. Accepts object stores and `mlflow-artifacts:/…`; accepts a local path, a host
 * or anything else only below one of `allowed` (docs/robustness.md L01, L02). Throws INVALID_PARAMETER_VALUE.
 */
export function checkLocation(location: string, allowed: readonly string[]): void {
  checkLength(location, MAX_LENGTH, 'artifact_location')
  if (/^runs:/i.test(location)) throw invalid(`Artifact location cannot be a runs:/ URI. Given: '${location}'`)
  if (/[?#;]/.test(location)) throw invalid("'artifact_location' URL can't include fragments or params.")
  if (!isPlain(location)) throw invalid(`Invalid artifact_location: ${JSON.stringify(location)}`)
  if (allowed.some((prefix) => isBelow(location, prefix))) return

  const [, scheme = 'file', rest = ''] = /^([a-z][a-z0-9+.-]*):(.*)$/i.exec(location) ?? []
  if (OBJECT_STORES.includes(scheme) && /^\/\/[^/:]+(\/|$)/.test(rest)) return
  if (scheme === 'dbfs' && /^\/[^/]/.test(rest)) return
  if (scheme === 'mlflow-artifacts' && /^(\/[^/]+)+\/?$/.test(rest)) return
  throw invalid(
    scheme.toLowerCase() === 'file'
      ? "'artifact_location' cannot be a local path: this server keeps artifacts in its own store. An operator can allow folders with --allow-artifact-location."
      : `'artifact_location' cannot use the '${scheme}' scheme. ${HOST_SCHEMES.includes(scheme.toLowerCase()) ? allowHint : 'An operator can allow it with --allow-artifact-location.'}`,
  )
}

/** Whether a location has no control character, backslash, `.` or `..` segment, however often percent-encoded. */
function isPlain(location: string): boolean {
  let text = location
  for (;;) {
    if (/[\p{Cc}\p{Cs}\\]/u.test(text) || /(^|[/:])\.\.?(\/|$)/.test(text)) return false
    let decoded
    try {
      decoded = decodeURIComponent(text)
    } catch {
      return false // a broken escape: its meaning is unclear
    }
    if (decoded === text) return true
    text = decoded
  }
}

function isBelow(location: string, prefix: string): boolean {
  const folder = localPath(prefix)
  const path = localPath(location)
  if (folder !== undefined) return path !== undefined && (path === folder || path.startsWith(folder + sep))
  return location === prefix || location.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)
}

/** Returns the absolute path of a local location, or undefined for anything else. */
function localPath(location: string): string | undefined {
  try {
    if (/^file:/i.test(location)) return resolve(fileURLToPath(location))
  } catch {
    return undefined // file://host/… is on another machine
  }
  return isAbsolute(location) && !location.startsWith('//') ? resolve(location) : undefined
}
