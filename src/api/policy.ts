import { queryOptions, useMutation } from '@tanstack/react-query'
import type { Rule } from '#contract/policy/rules.ts'
import type { Destination } from '#contract/review-log.ts'
import type { OpenRequest } from '#contract/review-paths.ts'
import type { MoveCheck } from '#contract/policy/schemas.ts'
import type { VersionId } from '#contract/versions.ts'
import { call } from './client.ts'
import { roots } from './query-keys.ts'

/** Where a version is to go. */
export type WantedMove = VersionId & { stage: Destination; aliases?: readonly string[] }

/** The move that a request asks for. */
export const moveOf = ({ name, version, to_stage = 'None', aliases = [] }: OpenRequest): WantedMove => ({
  name,
  version,
  stage: to_stage,
  aliases,
})

export const policyQueries = {
  /** The rules of a model and the default; without a name the default alone. */
  of: (name?: string) =>
    queryOptions({
      queryKey: [...roots.reviews, 'policy', name ?? ''],
      queryFn: ({ signal }) => call('getPolicy', name === undefined ? {} : { name }, signal),
    }),
  /** What the policy still misses for a move. */
  check: ({ name, version, stage, aliases = [] }: WantedMove) =>
    queryOptions({
      queryKey: [...roots.reviews, 'check', name, version, stage, aliases],
      queryFn: ({ signal }) => call('checkMove', { name, version, stage, aliases: [...aliases] }, signal),
    }),
  /** The hashes of a version's files, and of what an approval would be for now. The server reads all files. */
  evidence: ({ name, version }: VersionId) =>
    queryOptions({
      queryKey: [...roots.reviews, 'evidence', name, version],
      queryFn: ({ signal }) => call('getEvidence', { name, version }, signal),
    }),
}

/** Whether a move misses nothing but approvals, which an open request waits for. */
export const isMetButForApprovals = ({ missing }: Pick<MoveCheck, 'missing'>): boolean =>
  missing.every(({ what }) => what === 'approvals')

/** Replaces the rules of a model, or the default without a name, unless somebody else has since `revision`. */
export const useSetPolicy = (name: string | undefined) =>
  useMutation({
    mutationFn: ({ rules, revision }: { rules: readonly Rule[]; revision: number }) =>
      name === undefined
        ? call('setDefaultPolicy', { rules: [...rules], revision })
        : call('setPolicy', { name, rules: [...rules], revision }),
    onSettled: (_data, _error, _input, _result, { client }) => client.invalidateQueries({ queryKey: roots.reviews }),
    meta: { errorShown: 'inline' },
  })
