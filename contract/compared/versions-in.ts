import type { VersionId } from '#contract/versions.ts'

/** More would not fit side by side. */
export const MOST_VERSIONS = 20

/** A version in the URL: `name@3`. The number comes last, so a name may hold the sign too. */
export const versionText = ({ name, version }: VersionId): string => `${name}@${version}`

/** The versions in the URL, each once, as many as are compared, and the others that it names. */
export function versionsIn(params: URLSearchParams): { ids: VersionId[]; others: VersionId[] } {
  const texts = new Set(params.getAll('version'))
  const found = [...texts].flatMap((text): VersionId[] => {
    const [, name = '', version = ''] = /^(.+)@(\d+)$/s.exec(text) ?? []
    return name ? [{ name, version }] : []
  })
  return { ids: found.slice(0, MOST_VERSIONS), others: found.slice(MOST_VERSIONS) }
}
