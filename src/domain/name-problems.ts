import {
  aliasProblem,
  type AliasProblem,
  characters,
  MAX_ALIAS,
  MAX_MODEL_NAME,
  modelNameProblem,
  type ModelNameProblem,
} from '#contract/model-names.ts'

/** Why a registered model can't have this name, in words; undefined if it can. */
export function modelNameError(name: string): string | undefined {
  const problem = modelNameProblem(name)
  return problem && modelNameErrors[problem](name)
}

const modelNameErrors: Record<ModelNameProblem, (name: string) => string> = {
  blank: () => 'A model needs a name.',
  separator: () => 'Names cannot contain “/” or “:”.',
  unstorable: () => 'Names cannot contain control characters.',
  'path-like': () => 'Names cannot start with “..” or be “.”.',
  'too-long': (name) => `Names can have at most ${MAX_MODEL_NAME} characters; this one has ${characters(name)}.`,
}

/** Why an alias can't be set, in words; undefined if it can. */
export function aliasError(alias: string): string | undefined {
  if (alias === '') return 'An alias needs a name.'
  const problem = aliasProblem(alias)
  return problem && aliasErrors[problem](alias)
}

const aliasErrors: Record<AliasProblem, (alias: string) => string> = {
  character: () => 'Aliases may only contain letters, digits, “_” and “-”.',
  'too-long': (alias) => `Aliases can have at most ${MAX_ALIAS} characters; this one has ${characters(alias)}.`,
  latest: () => '“latest” always means the newest version and cannot be set.',
  'version-like': () => 'An alias cannot look like a version number (v1).',
}
