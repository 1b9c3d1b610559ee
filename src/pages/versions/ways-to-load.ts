import { formatModelUri, type ModelUri } from '#contract/model-uri.ts'
import type { ModelVersion } from '#contract/versions.ts'

/** A way to refer to a version when loading it. */
export type Way = {
  id: string
  label: string
  /** Explains the reference in a sentence. */ meaning: string
  uri: ModelUri
}

/** The references to a version, from the most exact to the one that follows new versions. */
export function waysToLoad({ name, version, current_stage, aliases = [] }: ModelVersion): Way[] {
  return [
    {
      id: 'version',
      label: `Version ${version}`,
      meaning: 'Always exactly this version.',
      uri: { kind: 'version', name, version },
    },
    ...(current_stage && current_stage !== 'None'
      ? [
          {
            id: 'stage',
            label: `Newest in ${current_stage}`,
            meaning: `The highest version in ${current_stage} when the code runs.`,
            uri: { kind: 'stage', name, stage: current_stage } as const,
          },
        ]
      : []),
    ...aliases.map((alias) => ({
      id: `@${alias}`,
      label: `@${alias}`,
      meaning: `The version with the alias @${alias} when the code runs.`,
      uri: { kind: 'alias', name, alias } as const,
    })),
    {
      id: 'latest',
      label: 'Latest version',
      meaning: 'The highest version in any stage when the code runs.',
      uri: { kind: 'latest', name },
    },
  ]
}

/** Why MLflow's clients cannot load a model with this name, or undefined if they can: they cut a URI at its “?”. */
export const loadProblem = (name: string): string | undefined =>
  name.includes('?')
    ? 'MLflow clients cannot load a model with “?” in its name. Rename it, or download its files.'
    : undefined

export const uriOf = ({ uri }: Way): string => formatModelUri(uri)
