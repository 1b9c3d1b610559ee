import { invalid } from '#contract/errors.ts'
import { MAX_DESCRIPTION } from '#contract/limits.ts'
import { aliasProblem, MAX_ALIAS, MAX_MODEL_NAME, modelNameProblem } from '#contract/model-names.ts'
import { checkLength, checkPathLike } from '../names.ts'

/** Checks a registered model's name as MLflow does on every call (docs/rest-contract.md §1.3). `path` is the field it came in, which
 * MLflow names only where it is blank. */
export function checkModelName(name: string, path = 'name'): void {
  switch (modelNameProblem(name)) {
    case 'blank':
      throw invalid(`Missing value for required parameter '${path}'.`)
    case 'separator':
      throw invalid(`Invalid model name '${name}'. Names cannot contain '/' or ':'.`)
    case 'unstorable':
      throw invalid(`Invalid model name '${name}'. Names cannot contain NUL or unpaired surrogates.`)
    case 'path-like':
      return checkPathLike(name, 'name')
    case 'too-long':
      return checkLength(name, MAX_MODEL_NAME, 'name')
    case undefined:
  }
}

/** Checks the description of a model or a version. */
export function checkDescription(description = ''): void {
  checkLength(description, MAX_DESCRIPTION, 'description')
}

/** Checks the form of an alias (docs/rest-contract.md §1.3). Allows those that are reserved, which can be read; see checkNewAlias. */
export function checkAlias(alias: string): void {
  const problem = aliasProblem(alias)
  if (problem === 'character')
    throw invalid(
      `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
    )
  if (problem === 'too-long') checkLength(alias, MAX_ALIAS, 'Registered model alias name')
}

/** Checks an alias to be set: `latest` and anything like a version number (v1) are reserved. */
export function checkNewAlias(alias: string): void {
  checkAlias(alias)
  const problem = aliasProblem(alias)
  if (problem === 'latest') throw invalid("'latest' alias name (case insensitive) is reserved.")
  if (problem === 'version-like') throw invalid(`Version alias name '${alias}' is reserved.`)
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
