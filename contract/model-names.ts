/** The longest name of a model: the width of MLflow's own column (docs/robustness.md M03). */
export const MAX_MODEL_NAME = 256
export const MAX_ALIAS = 255

export type ModelNameProblem = 'blank' | 'separator' | 'unstorable' | 'path-like' | 'too-long'

/** Why a registered model can't have this name, or undefined if it can (docs/rest-contract.md §1.3, docs/robustness.md M03). */
export function modelNameProblem(name: string): ModelNameProblem | undefined {
  if (blank.test(name)) return 'blank'
  if (/[/:]/.test(name)) return 'separator'
  if (name.includes('\0') || !name.isWellFormed()) return 'unstorable'
  if (name === '.' || name.startsWith('..')) return 'path-like'
  return characters(name) > MAX_MODEL_NAME ? 'too-long' : undefined
}

export type AliasProblem = 'character' | 'too-long' | 'latest' | 'version-like'

/** Why an alias can't be set, or undefined if it can (docs/rest-contract.md §1.3). Reserved aliases can still be read. */
export function aliasProblem(alias: string): AliasProblem | undefined {
  if (!/^[\p{L}\p{N}_-]+$/u.test(alias)) return 'character'
  if (characters(alias) > MAX_ALIAS) return 'too-long'
  if (alias.toLowerCase() === 'latest') return 'latest'
  return /^v\p{Nd}+$/iu.test(alias) ? 'version-like' : undefined
}

/** Trims what Python's `strip` does, which differs from `trim`. */
// oxlint-disable-next-line no-control-regex -- Python counts some control characters as space
const blank = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/

/** Counts code points, as MLflow does. Without a list of them: texts can be long. */
export const characters = (text: string): number => text.length - (text.match(pairs)?.length ?? 0)

const pairs = /[\ud800-\udbff][\udc00-\udfff]/g
