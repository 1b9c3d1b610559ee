import { isAliasTarget } from '#contract/policy/alias-target.ts'
import type { Destination } from '#contract/review-log.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { versionList } from '../domain/version-list.ts'

/** What a move did, in a sentence or two. */
export function outcome(version: string, to: Destination, archived: readonly ModelVersion[]): string {
  if (isAliasTarget(to)) return `${to} moved to version ${version}.`
  const moved =
    to === 'None'
      ? `Stage removed from version ${version}.`
      : to === 'Archived'
        ? `Version ${version} archived.`
        : `Version ${version} moved to ${to}.`
  return archived.length > 0 ? `${moved} Archived ${versionList(archived.map((it) => it.version))}.` : moved
}
