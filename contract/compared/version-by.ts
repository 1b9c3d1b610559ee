import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'

type Aliases = Pick<RegisteredModel, 'aliases'>

/** What loads a version of a model without its number: `by` as in the URL of the model's page. */
export type Named = { by: 'stage' | 'latest' | `@${string}`; version: ModelVersion }

/**
 * How to load a model without naming a version: what is in Production, and each alias; if there is neither, the latest.
 * `versions` are all versions of the model, the newest first.
 */
export function namedVersions({ aliases = [] }: Aliases, versions: readonly ModelVersion[]): Named[] {
  const named: { by: Named['by']; version: ModelVersion | undefined }[] = [
    { by: 'stage', version: versions.find(({ current_stage }) => current_stage === 'Production') },
    ...aliases.map(({ alias, version }) => ({
      by: `@${alias}` as const,
      version: versions.find((it) => it.version === version),
    })),
  ]
  const found = named.flatMap(({ by, version }) => (version ? [{ by, version }] : []))
  return found.length > 0 ? found : versions.slice(0, 1).map((version) => ({ by: 'latest', version }))
}

/** The version whose code a model's page shows for `?by=`: the first, if the model does not have that stage or alias. */
export function versionBy(by: string, model: Aliases, versions: readonly ModelVersion[]): ModelVersion | undefined {
  const named = namedVersions(model, versions)
  return (named.find((it) => it.by === by) ?? named[0])?.version
}
