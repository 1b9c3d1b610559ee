import { keepPreviousData, useIsMutating, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { aliasTarget, isAliasTarget } from '#contract/policy/alias-target.ts'
import type { Destination } from '#contract/review-log.ts'
import { isActive } from '#contract/stages.ts'
import type { VersionId } from '#contract/versions.ts'
import { useMaySetAlias } from '../api/access/may-set-alias.ts'
import { policyQueries } from '../api/policy.ts'
import { modelQueries } from '../api/models.ts'
import { moving } from '../api/move-version.ts'
import { versionQueries } from '../api/versions.ts'
import { readingOf } from '../ui/feedback/reads.ts'

/** An alias, and the version that has it. */
type Alias = { alias: string; version?: string | undefined }

/**
 * What else a move changes, as the person chooses: versions that are archived and aliases that move along; and what the
 * policy says of it. `replaces`: both are ticked at first. `asked`: aliases that a request names, which are ticked too.
 */
export function useFollowers(
  { name, version }: VersionId,
  stage: Destination,
  { replaces = false, asked = [] }: { replaces?: boolean; asked?: readonly string[] | undefined } = {},
) {
  // The move refetches what changes, and the dialog would be fetched only to close.
  const enabled = useIsMutating({ mutationKey: moving }) === 0
  const versions = useQuery({ ...versionQueries.of(name), enabled })
  const model = useQuery({ ...modelQueries.detail(name), enabled })
  const [picksArchiving, setArchiving] = useState(replaces)
  const { edit, maySet, reads } = useMaySetAlias(name)
  const [picked, setPicked] = useState<readonly string[]>()

  const rules = useQuery(policyQueries.check({ name, version, stage }))
  const mustArchive = rules.data?.archives ?? false
  const isArchiving = picksArchiving || mustArchive
  const others = isActive(stage)
    ? (versions.data ?? []).filter((it) => it.current_stage === stage && it.version !== version)
    : []
  const aliases = model.data?.aliases ?? []
  const onOthers = aliases.filter((it) => others.some((other) => other.version === it.version))
  const named = asked
    .filter((alias) => !onOthers.some((it) => it.alias === alias))
    .map((alias) => ({ alias, version: aliases.find((it) => it.alias === alias)?.version }))
  const along: Alias[] = [...onOthers, ...named.filter((it) => it.version !== version)]
  // An archived version that keeps an alias is still what people load by it.
  const isTicked = ({ alias }: Alias) => picked?.includes(alias) ?? (isArchiving || asked.includes(alias))
  // Moving an alias takes other rights than moving the version (docs/accounts.md §1).
  const movable = along.filter(({ alias }) => maySet(alias))
  const chosen = movable.filter(isTicked).map(({ alias }) => alias)
  const check = useQuery({
    ...policyQueries.check({ name, version, stage, aliases: chosen }),
    placeholderData: keepPreviousData,
  })
  const isAlias = isAliasTarget(stage)
  const isLeaving =
    !isAlias &&
    stage !== 'Production' &&
    versions.data?.find((it) => it.version === version)?.current_stage === 'Production'

  return {
    archived: isArchiving ? others : [],
    aliases: onOthers
      .filter(({ alias }) => chosen.includes(alias))
      .map((it) => ({ alias: it.alias, from: it.version })),
    /** The aliases that move along, also those that no other version has. */
    along: chosen,
    /** A move that does not know all of this would leave it as it is without asking. */
    reading: readingOf([versions, model, rules, check, ...reads]),
    /** What the policy says of the move, once it is known; `isOld` while it is asked anew. */
    check: check.data,
    isOld: check.isPlaceholderData,
    /** What the dialog shows and asks (FollowerFields.tsx). */
    shown: {
      version,
      stage,
      /** Who has the alias that is to move; null for nobody, undefined while it is unknown. */
      holder:
        isAlias && model.data ? (aliases.find((it) => aliasTarget(it.alias) === stage)?.version ?? null) : undefined,
      isLeaving,
      /** The other versions in the stage; undefined while they are unknown. */
      others: versions.data && others.map((it) => it.version),
      isArchiving,
      mustArchive,
      setArchiving,
      movable: movable.map((it) => ({ ...it, isTicked: isTicked(it) })),
      onTick: (alias: string, isTicked: boolean) =>
        setPicked(isTicked ? [...chosen, alias] : chosen.filter((it) => it !== alias)),
      /** Aliases that would move along if the person might move them. */
      withheld: along.filter((it) => !maySet(it.alias) && isTicked(it)),
      mayEdit: edit,
      kept: isAlias || (isActive(stage) && !isLeaving) ? [] : aliases.filter((it) => it.version === version),
    },
  }
}

export type Followers = ReturnType<typeof useFollowers>
