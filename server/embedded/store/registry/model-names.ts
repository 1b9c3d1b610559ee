import { invalid } from '#contract/errors.ts'
import { MAX_DESCRIPTION } from '#contract/limits.ts'
import { checkLength, checkPathLike } from '../names.ts'

/** Longest registered model name: the width of MLflow's own column (docs/robustness.md M03). */
const MAX_NAME = 256
const MAX_ALIAS = 255

/** Checks a registered model's name as MLflow does on every call (docs/rest-contract.md §1.3). `path` is the field it came in, which
 * MLflow names only where it is blank. */
export function checkModelName(name: string, path = 'name'): void {
  if (name.trim() === '') throw invalid(`Missing value for required parameter '${path}'.`)
  if (/[/:]/.test(name)) throw invalid(`Invalid model name '${name}'. Names cannot contain '/' or ':'.`)
  if (name.includes('\0') || !name.isWellFormed())
    throw invalid(`Invalid model name '${name}'. Names cannot contain NUL or unpaired surrogates.`)
  checkPathLike(name, 'name')
  checkLength(name, MAX_NAME, 'name')
}

/** Checks the description of a model or a version. */
export function checkDescription(description = ''): void {
  checkLength(description, MAX_DESCRIPTION, 'description')
}

/** Checks the form of an alias (docs/rest-contract.md §1.3). Allows `latest`, which can be read; see checkNewAlias. */
export function checkAlias(alias: string): void {
  if (!/^[\p{L}\p{N}_-]+$/u.test(alias))
    throw invalid(
      `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
    )
  checkLength(alias, MAX_ALIAS, 'Registered model alias name')
}

/** Checks an alias to be set: `latest` and anything like a version number (v1) are reserved. */
export function checkNewAlias(alias: string): void {
  checkAlias(alias)
  if (alias.toLowerCase() === 'latest') throw invalid("'latest' alias name (case insensitive) is reserved.")
  if (/^v\p{Nd}+$/iu.test(alias)) throw invalid(`Version alias name '${alias}' is reserved.`)
}

/**
 * The number in a `version` field: `01` is 1 (docs/rest-contract.md §6). Throws INVALID_PARAMETER_VALUE for what is not plain
 * decimal digits; what is too large for any version comes back as -1, which no version has.
 */
export function versionNumber(version: string): number {
  if (!/^-?\d+$/.test(version)) throw invalid(`Parameter 'version' must be an integer, got '${version}'.`)
  const number = Number(version)
  return Number.isSafeInteger(number) ? number : -1
}
