import Typography from '@mui/material/Typography'
import { keepPreviousData, useIsMutating, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { aliasTarget, isAliasTarget } from '#contract/policy/alias-target.ts'
import type { Destination } from '#contract/review-log.ts'
import { isActive } from '#contract/stages.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { useMaySetAlias } from '../api/access/may-set-alias.ts'
import { policyQueries } from '../api/policy.ts'
import { modelQueries } from '../api/models.ts'
import { moving } from '../api/move-version.ts'
import { versionQueries } from '../api/versions.ts'
import { versionList } from '../domain/version-list.ts'
import { Tick } from '../ui/forms/Tick.tsx'

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
  const { maySet, isPending: isAsking } = useMaySetAlias(name)
  const [picked, setPicked] = useState<readonly string[]>()

  const rules = useQuery(policyQueries.check({ name, version, stage }))
  const archives = rules.data?.archives ?? false
  const isArchiving = picksArchiving || archives
  const others = isActive(stage)
    ? (versions.data ?? []).filter((it) => it.current_stage === stage && it.version !== version)
    : []
  const aliases = model.data?.aliases ?? []
  const onOthers = aliases.filter((it) => maySet(it.alias) && others.some((other) => other.version === it.version))
  const named = asked
    .filter((alias) => !onOthers.some((it) => it.alias === alias))
    .map((alias) => ({ alias, version: aliases.find((it) => it.alias === alias)?.version }))
  const movable: { alias: string; version?: string | undefined }[] = [
    ...onOthers,
    ...named.filter((it) => it.version !== version),
  ]
  // An archived version that keeps an alias is still what people load by it.
  const chosen =
    picked ??
    movable.map(({ alias }) => alias).filter((alias) => maySet(alias) && (isArchiving || asked.includes(alias)))
  const { data: check } = useQuery({
    ...policyQueries.check({ name, version, stage, aliases: chosen }),
    placeholderData: keepPreviousData,
  })
  const isAlias = isAliasTarget(stage)
  const holder = isAlias ? aliases.find(({ alias }) => aliasTarget(alias) === stage)?.version : undefined
  const isLeaving =
    !isAlias &&
    stage !== 'Production' &&
    versions.data?.find((it) => it.version === version)?.current_stage === 'Production'
  const kept = isAlias || (isActive(stage) && !isLeaving) ? [] : aliases.filter((it) => it.version === version)

  const fields = (
    <>
      {isAlias && model.data && (
        <Typography sx={{ mb: 1 }}>
          {holder === undefined ? `No version has ${stage} now.` : `Version ${holder} has ${stage} now.`}
        </Typography>
      )}
      {isLeaving && <Typography sx={{ mb: 1 }}>Version {version} is in Production now.</Typography>}
      {isActive(stage) && !versions.isPending && (
        <Typography sx={{ mb: 1 }}>
          {others.length > 0 ? `In ${stage} now: ${versionList(numbers(others))}.` : `No version is in ${stage} now.`}
        </Typography>
      )}
      {others.length > 0 && (
        <Tick
          label={`Archive ${versionList(numbers(others))}${archives ? ' (the policy allows one version at a time)' : ''}`}
          isChecked={isArchiving}
          isDisabled={archives}
          onChange={setArchiving}
        />
      )}
      {movable.map(({ alias, version: from }) => (
        <Tick
          key={alias}
          label={`${from === undefined ? `Give it @${alias}` : `Move @${alias} here from version ${from}`}${maySet(alias) ? '' : ' (needs a higher level on this model)'}`}
          isChecked={chosen.includes(alias)}
          isDisabled={!maySet(alias)}
          onChange={(checked) => setPicked(checked ? [...chosen, alias] : chosen.filter((it) => it !== alias))}
        />
      ))}
      {kept.length > 0 && (
        <Typography sx={{ mb: 1 }}>
          Version {version} keeps {kept.map(({ alias }) => `@${alias}`).join(', ')}. Code that loads the model by this
          alias still gets version {version}.
        </Typography>
      )}
    </>
  )
  return {
    archived: isArchiving ? others : [],
    aliases: onOthers
      .filter(({ alias }) => chosen.includes(alias))
      .map((it) => ({ alias: it.alias, from: it.version })),
    /** The aliases that move along, also those that no other version has. */
    along: chosen,
    fields,
    /** Whether it is still unknown what else could change: a move now would leave it as it is without asking. */
    isReading: versions.isPending || model.isPending || rules.isPending || isAsking,
    /** What the policy says of the move, once it is known. */
    check,
  }
}

const numbers = (versions: readonly ModelVersion[]) => versions.map(({ version }) => version)

/** What a move did, in a sentence or two. */
export function outcome(version: string, to: Destination, archived: readonly ModelVersion[]): string {
  if (isAliasTarget(to)) return `${to} moved to version ${version}.`
  const moved =
    to === 'None'
      ? `Stage removed from version ${version}.`
      : to === 'Archived'
        ? `Version ${version} archived.`
        : `Version ${version} moved to ${to}.`
  return archived.length > 0 ? `${moved} Archived ${versionList(numbers(archived))}.` : moved
}
