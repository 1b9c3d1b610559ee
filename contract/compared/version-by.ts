import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'

/** The version that `?by=` of a model's page names: `stage` is the highest in Production, `@x` the one with that alias. */
export function versionBy(
  by: string,
  { aliases = [] }: Pick<RegisteredModel, 'aliases'>,
  versions: readonly ModelVersion[],
): ModelVersion | undefined {
  if (by === 'stage') return versions.find(({ current_stage }) => current_stage === 'Production')
  const named = aliases.find(({ alias }) => by === `@${alias}`)?.version
  return versions.find(({ version }) => version === named)
}
