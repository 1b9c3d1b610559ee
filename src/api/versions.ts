import { queryOptions, useMutation } from '@tanstack/react-query'
import type { Input } from '#contract/endpoints.ts'
import { ApiError } from '#contract/errors.ts'
import type { ModelUri } from '#contract/model-uri.ts'
import { BY_TAG } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import { call } from './client.ts'
import { refetchRegistry } from './models.ts'
import { runsByIds } from './runs-by-ids.ts'
import { equals } from './search-filter.ts'
import { signed } from './signed.ts'

const root = ['versions'] as const

/** The URIs that name a version of a registered model. */
type RegistryUri = Extract<ModelUri, { name: string }>

/** Pending versions are asked for again after this many ms. */
const POLL = 2000
const isPending = (version: ModelVersion | undefined) => version?.status === 'PENDING_REGISTRATION'

export const versionQueries = {
  /** Prefix of every key below: invalidate it and all versions refetch. */
  root,
  /** Every version of a model, newest first; without aliases, which the model carries (rest-contract §6). */
  of: (name: string) =>
    queryOptions({
      queryKey: [...root, 'of', name],
      queryFn: async ({ signal }) => {
        const versions: ModelVersion[] = []
        let token: string | undefined
        do {
          const page: { model_versions?: ModelVersion[] | undefined; next_page_token?: string | undefined } =
            await call(
              'searchVersions',
              {
                filter: equals('name', name),
                max_results: 10_000,
                order_by: ['version_number DESC'],
                ...(token && { page_token: token }),
              },
              signal,
            )
          versions.push(...(page.model_versions ?? []).filter((version) => version.name === name))
          token = page.next_page_token
        } while (token)
        return versions
      },
      refetchInterval: ({ state }) => (state.data?.some(isPending) ? POLL : false),
    }),
  /** The runs that a model's versions came from, by id; those that are gone or not to be seen are left out. */
  sourceRuns: (name: string) =>
    queryOptions({
      queryKey: [...root, 'source-runs', name],
      queryFn: async ({ signal, client }) => {
        const versions = await client.query(versionQueries.of(name))
        return runsByIds(new Set(versions.flatMap(({ run_id }) => run_id || [])), signal)
      },
      staleTime: 60_000,
    }),
  /** The version that a URI of a registered model means now; of several in a stage the highest, as clients load it. */
  meant: (uri: RegistryUri) =>
    queryOptions({
      queryKey: [...root, 'meant', uri],
      queryFn: async ({ signal }) => {
        const { name } = uri
        if (uri.kind === 'version')
          return (await call('getVersion', { name, version: uri.version }, signal)).model_version
        if (uri.kind === 'alias')
          return (await call('getVersionByAlias', { name, alias: uri.alias }, signal)).model_version
        const stages = uri.kind === 'stage' ? { stages: [uri.stage] } : {}
        const { model_versions = [] } = await call('getLatestVersions', { name, ...stages }, signal)
        const highest = model_versions.toSorted((a, b) => Number(b.version) - Number(a.version))[0]
        if (highest) return highest
        const where = uri.kind === 'stage' ? ` in ${uri.stage}` : ''
        throw new ApiError('RESOURCE_DOES_NOT_EXIST', `“${name}” has no version${where}.`, 404)
      },
    }),
  detail: ({ name, version }: VersionId) =>
    queryOptions({
      queryKey: [...root, 'detail', name, version],
      queryFn: async ({ signal }) => (await call('getVersion', { name, version }, signal)).model_version,
      refetchInterval: ({ state }) => (isPending(state.data) ? POLL : false),
    }),
}

/** Registers a source as the next version of an existing model. */
export const useCreateVersion = () =>
  useMutation({
    mutationFn: (version: Input<'createVersion'>) =>
      call('createVersion', { ...version, ...signed(version.tags, BY_TAG) }),
    onSettled: (_data, _error, _version, _result, { client }) => refetchRegistry(client),
    meta: { errorShown: 'inline' },
  })

type StageChange = { stage: Stage; archive_existing_versions: boolean }

export function useTransitionStage(id: VersionId) {
  const { queryKey } = versionQueries.detail(id)
  return useMutation({
    mutationFn: (change: StageChange) => call('transitionStage', { ...id, ...change }),
    async onMutate({ stage }, { client }) {
      await client.cancelQueries({ queryKey }) // a refetch already under way would undo the new value
      const before = client.getQueryData(queryKey)
      client.setQueryData(queryKey, (version) => version && { ...version, current_stage: stage })
      return { before }
    },
    onError(_error, _change, result, { client }) {
      client.setQueryData(queryKey, result?.before)
    },
    // Archiving changes sibling versions and the model's latest_versions, so both refetch.
    onSettled: (_data, _error, _change, _result, { client }) => refetchRegistry(client),
  })
}

type Move = {
  versions: readonly ModelVersion[]
  stage: Stage
  archive: boolean
  /** Added to each description. */ note?: (version: ModelVersion) => string
}

/** Does something to versions one after the other; the first refusal ends it, and what was done stays so. */
const useEachVersion = <Input extends { versions: readonly ModelVersion[] }>(
  act: (id: VersionId, input: Input, index: number, version: ModelVersion) => Promise<unknown>,
) =>
  useMutation({
    async mutationFn(input: Input) {
      for (const [index, version] of input.versions.entries())
        await act({ name: version.name, version: version.version }, input, index, version)
    },
    onSettled: (_data, _error, _input, _result, { client }) => refetchRegistry(client),
    meta: { errorShown: 'inline' },
  })

/** Moves versions to one stage. Only the first move archives what was there: the others would archive the first. */
export const useMoveVersions = () =>
  useEachVersion<Move>(async (id, { stage, archive, note }, index, version) => {
    await call('transitionStage', { ...id, stage, archive_existing_versions: archive && index === 0 })
    if (note) await call('updateVersion', { ...id, description: note(version) })
  })

export const useTagVersions = () =>
  useEachVersion<{ versions: readonly ModelVersion[]; tag: Tag }>((id, { tag }) =>
    call('setVersionTag', { ...id, ...tag }),
  )

export const useDeleteVersions = () =>
  useEachVersion<{ versions: readonly ModelVersion[] }>((id) => call('deleteVersion', id))

export const useUpdateVersion = (id: VersionId) =>
  useMutation({
    mutationFn: (description: string) => call('updateVersion', { ...id, description }),
    onSettled: (_data, _error, _description, _result, { client }) => refetchRegistry(client),
    meta: { errorShown: 'inline' },
  })

export const useDeleteVersion = (id: VersionId) =>
  useMutation({
    mutationFn: () => call('deleteVersion', id),
    // Not the version itself: its page would refetch it only to find that it is gone.
    onSuccess: (_data, _nothing, _result, { client }) =>
      client.invalidateQueries({
        predicate: ({ queryKey: [kind, ...rest] }) =>
          kind === 'models' || (kind === 'versions' && !(rest[0] === 'detail' && rest[1] === id.name)),
      }),
    meta: { errorShown: 'inline' },
  })

export const useSetVersionTag = (id: VersionId) =>
  useMutation({
    mutationFn: (tag: { key: string; value: string }) => call('setVersionTag', { ...id, ...tag }),
    onSettled: (_data, _error, _tag, _result, { client }) => refetchRegistry(client),
    meta: { errorShown: 'inline' },
  })

export const useDeleteVersionTag = (id: VersionId) =>
  useMutation({
    mutationFn: (key: string) => call('deleteVersionTag', { ...id, key }),
    onSettled: (_data, _error, _key, _result, { client }) => refetchRegistry(client),
  })
