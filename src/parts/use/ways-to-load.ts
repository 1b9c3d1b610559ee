import { type Named, namedVersions } from '#contract/compared/version-by.ts'
import { formatModelUri, type ModelUri } from '#contract/model-uri.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion, Stage } from '#contract/versions.ts'

/** A way to refer to a version when loading it. */
export type Way = {
  id: string
  label: string
  /** Explains the reference in a sentence. */ meaning: string
  uri: ModelUri
}

/** The references to a version, from the most exact to the one that follows new versions. */
export function waysToLoad({ name, version, current_stage, aliases = [] }: ModelVersion): [Way, ...Way[]] {
  return [
    {
      id: 'version',
      label: `Version ${version}`,
      meaning: 'Always exactly this version.',
      uri: { kind: 'version', name, version },
    },
    ...(current_stage && current_stage !== 'None'
      ? [{ ...byStage(name, current_stage), label: `Newest in ${current_stage}` }]
      : []),
    ...aliases.map((alias) => byAlias(name, alias)),
    byLatest(name),
  ]
}

const byStage = (name: string, stage: Stage): Way => ({
  id: 'stage',
  label: stage,
  meaning: `The highest version in ${stage} when the code runs.`,
  uri: { kind: 'stage', name, stage },
})

const byAlias = (name: string, alias: string): Way => ({
  id: `@${alias}`,
  label: `@${alias}`,
  meaning: `The version with the alias @${alias} when the code runs.`,
  uri: { kind: 'alias', name, alias },
})

const byLatest = (name: string): Way => ({
  id: 'latest',
  label: 'Latest version',
  meaning: 'The highest version in any stage when the code runs.',
  uri: { kind: 'latest', name },
})

/** A reference, and the version that it means now. */
export type Offer = { way: Way; version: ModelVersion }

/** How to load a model without naming a version, each with the version that it means now. */
export const offersOf = (model: RegisteredModel, versions: readonly ModelVersion[]): Offer[] =>
  namedVersions(model, versions).map(({ by, version }) => {
    const way = wayBy(model.name, by)
    return { way: { ...way, label: `${way.label} (version ${version.version})` }, version }
  })

function wayBy(name: string, by: Named['by']): Way {
  if (by === 'stage') return byStage(name, 'Production')
  return by === 'latest' ? byLatest(name) : byAlias(name, by.slice(1))
}

/** Why MLflow's clients cannot load a model with this name, or undefined if they can: they cut a URI at its “?”. */
export const loadProblem = (name: string): string | undefined =>
  name.includes('?')
    ? 'MLflow clients cannot load a model with “?” in its name. Rename it, or download its files.'
    : undefined

export const uriOf = ({ uri }: Way): string => formatModelUri(uri)
