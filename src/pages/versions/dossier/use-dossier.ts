import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { isAliasTarget } from '#contract/policy/alias-target.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { hasVerifiedNames, useOwnName } from '../../../api/caller/own-name.ts'
import { trackingUri } from '../../../api/client.ts'
import { historyQueries } from '../../../api/history.ts'
import { modelQueries } from '../../../api/models.ts'
import { policyQueries } from '../../../api/policy.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { versionQueries } from '../../../api/versions.ts'
import type { Wanted } from '#contract/compared/against.ts'
import { type Part, valueOf } from '../../../domain/changes/part.ts'
import type { Dossier } from '../../../domain/dossier/dossier.ts'
import type { ValueChoice } from '../../../domain/metrics/metric-value.ts'
import { partSince } from './part-since.ts'
import { useChosenSides } from './use-chosen-sides.ts'
import { useCompared, useSide } from './use-compared.ts'

/** Everything that a version's pages show, and how many parts of it are still being read. */
export function useDossier(
  version: ModelVersion,
  wanted: Wanted,
  choice: ValueChoice,
): { dossier: Omit<Dossier, 'made'>; waiting: number } {
  const [since] = useState(Date.now)
  const partOf = <T>(query: UseQueryResult<T>, failed: string) => partSince(query, since, failed)
  const model = partOf(useQuery(modelQueries.detail(version.name)), 'The model could not be loaded')
  // The page shows the version as it was read for it.
  const now = partOf(useQuery(versionQueries.detail(version)), 'The version could not be loaded')
  const side = useSide(valueOf(now) ?? version)
  const { compared: other, waiting } = useCompared(side, wanted)
  const [own, ...others] = useChosenSides([side, ...(typeof other === 'string' ? [] : [other])], choice, model)
  const compared = others[0] && typeof other !== 'string' ? { ...other, measured: others[0].measured } : other
  const reviews = useReviews(side.version, partOf)
  const evidence = partOf(useQuery(policyQueries.evidence(version)), 'The hashes of the files could not be read')
  const { run, measured, files } = own
  const parts = [model, now, evidence, run, measured, own.model, own.libraries, files]
  const kept = [reviews.policy, reviews.stays, reviews.activities, ...reviews.checks.map(({ check }) => check)]
  return {
    dossier: { isVerified: hasVerifiedNames(), model, choice, own, evidence, compared, reviews },
    waiting: waiting + [...parts, ...kept].filter(({ state }) => state === 'pending').length,
  }
}

/** Who makes it, where and when. */
export function useMaker(): () => Dossier['made'] {
  const by = useOwnName() ?? ''
  const { tracking, registry } = serverInfo.servers ?? {}
  const behind = [tracking, registry].filter((address) => address !== undefined)
  return () => ({ at: Date.now(), by, server: trackingUri, behind, modelshelf: serverInfo.version })
}

/** The policy, what the version lacks, and what happened. */
function useReviews(
  { name, version, current_stage = 'None' }: ModelVersion,
  partOf: <T>(query: UseQueryResult<T>, failed: string) => Part<T>,
): Dossier['reviews'] {
  const policy = partOf(useQuery(policyQueries.of(name)), 'The policy could not be loaded')
  const stays = partOf(useQuery(historyQueries.stays(name)), 'The stages of the versions could not be loaded')
  const activities = partOf(useQuery(historyQueries.whole(name, version)), 'The history could not be loaded')
  const targets = (valueOf(policy)?.in_force ?? []).map(({ target }) => target)
  const checks = useQueries({
    queries: targets.map((target) =>
      policyQueries.check(
        isAliasTarget(target)
          ? { name, version, stage: current_stage, aliases: [target.slice(1)] }
          : { name, version, stage: target === 'Staging' ? 'Staging' : 'Production' },
      ),
    ),
  }).map((check, index) => {
    const target = targets[index] ?? ''
    return { target, check: partOf(check, `What the policy still requires for ${target} could not be loaded`) }
  })
  return { policy, checks, stays, activities }
}
