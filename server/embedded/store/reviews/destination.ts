import { isAliasTarget } from '#contract/policy/alias-target.ts'
import type { Destination } from '#contract/review-log.ts'
import type { VersionId } from '#contract/versions.ts'
import { checkNewAlias } from '../registry/model-names.ts'
import { canonicalStage } from '../registry/stages.ts'
import type { Wanted } from './policy/gate.ts'

/** Where a word asks a version to go: a stage in any case, or an alias with its `@`. Throws INVALID_PARAMETER_VALUE for other words. */
export function destinationOf(word: string): Destination {
  if (!isAliasTarget(word)) return canonicalStage(word)
  checkNewAlias(word.slice(1))
  return word
}

/** What moving a version there changes; `aliases` move along. */
export function wantedAt({ name, version }: VersionId, to: Destination, aliases: readonly string[] = []): Wanted {
  if (!isAliasTarget(to)) return { name, version, stage: to, aliases }
  return { name, version, aliases: [...new Set([to.slice(1), ...aliases])] }
}
