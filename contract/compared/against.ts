import type { ModelVersion, VersionId } from '#contract/versions.ts'

/** What `?against=` names; without a version, the usual one of that model. */
export type Wanted = { name: string; version?: string }

/** Reads `?against=`: `3` is a version of the model itself, `other/3` one of another, `other/` the usual one of that. */
export function wantedOf(text: string, own: string): Wanted {
  if (text === '') return { name: own }
  const at = text.lastIndexOf('/') // names may contain slashes, version numbers cannot
  if (at < 0) return { name: own, version: text }
  const version = text.slice(at + 1)
  return { name: text.slice(0, at) || own, ...(version && { version }) }
}

/** The inverse: `''` for the usual version of the model itself. */
export function againstText({ name, version = '' }: Wanted, own: string): string {
  return name === own ? version : `${name}/${version}`
}

/** Why a version was chosen to compare with. */
export type Reason = 'chosen' | 'production' | 'latest'

/**
 * The version that another one is usually compared with: the highest in Production, else the latest. `versions` are all
 * of one model; `own` is left out.
 */
export function usualAgainst(
  own: VersionId,
  versions: readonly ModelVersion[],
): { version: string; reason: Exclude<Reason, 'chosen'> } | undefined {
  const others = versions
    .filter(({ name, version }) => name !== own.name || version !== own.version)
    .toSorted((a, b) => Number(b.version) - Number(a.version))
  const live = others.find(({ current_stage }) => current_stage === 'Production')
  const found = live ?? others[0]
  return found && { version: found.version, reason: live ? 'production' : 'latest' }
}
