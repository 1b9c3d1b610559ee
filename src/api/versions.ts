import { type QueryClient, queryOptions, useMutation } from '@tanstack/react-query'
import { checking } from './writes/checking.ts'
import { allPages } from '#contract/all-pages.ts'
import type { Input } from '#contract/endpoints.ts'
import { ApiError } from '#contract/errors.ts'
import type { RegistryUri } from '#contract/model-uri.ts'
import { BY_TAG } from '#contract/tags.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { call } from './client.ts'
import { roots } from './query-keys.ts'
import { modelQueries, registering } from './models.ts'
import { runQueries, runsHere } from './runs.ts'
import { inSteps } from '#contract/filter/run-ids.ts'
import { runsByIds } from './runs-by-ids.ts'
import { equals } from '#contract/filter/equals.ts'
import { withAuthorTag } from './writes/author-tag.ts'
import { forgetGone, refetchRegistry } from './writes/refetch-registry.ts'
import { type TagCalls, useDeleteTag, useSetTag } from './writes/tags.ts'
import { expectStages, expectText, type TextChange } from './writes/unchanged.ts'

const root = roots.versions

/** Pending versions are asked for again after this many ms. */
const POLL = 2000
const isPending = (version: ModelVersion | undefined) => version?.status === 'PENDING_REGISTRATION'

export const versionQueries = {
  /** Prefix of every key below: invalidate it and all versions refetch. */
  root,
  /** Every version of a model, newest first; without aliases, which the model carries (docs/rest-contract.md §6). */
  of: (name: string) =>
    queryOptions({
      queryKey: [...root, 'of', name],
      queryFn: async ({ signal }) => {
        const versions: ModelVersion[] = []
        const search = { filter: equals('name', name), max_results: 10_000, order_by: ['version_number DESC'] }
        for await (const page of allPages((next) => call('searchVersions', { ...search, ...next }, signal)))
          versions.push(...(page.model_versions ?? []).filter((version) => version.name === name))
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
        const ids = new Set(versions.flatMap(({ run_id }) => run_id || []))
        const here = await runsHere(client, ids)
        const found = await runsByIds(ids, signal, here)
        // Those that were loaded by themselves, as the code that uses a version and the version's own page ask for them.
        const { alone } = inSteps([...ids], (id) => here.some(({ info }) => info.run_id === id))
        for (const id of alone) client.setQueryData(runQueries.detail(id).queryKey, found.get(id))
        return found
      },
      staleTime: 60_000,
    }),
  /** The version that a URI of a registered model means now; of several in a stage the highest, as clients load it. */
  resolved: (uri: RegistryUri) =>
    queryOptions({
      queryKey: [...root, 'resolved', uri],
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

/**
 * A version as its model's page has just read it, which is all of it once the model says its aliases; kept, so that the version's own page
 * begins with it. Returns undefined if a write may have changed it.
 */
export function keepKnownVersion(client: QueryClient, id: VersionId): ModelVersion | undefined {
  const { queryKey } = versionQueries.detail(id)
  const kept = client.getQueryData(queryKey)
  if (kept) return kept
  const versions = client.getQueryState(versionQueries.of(id.name).queryKey)
  const model = client.getQueryState(modelQueries.detail(id.name).queryKey)
  const listed = versions?.data?.find(({ version }) => version === id.version)
  if (!listed || !model?.data || versions?.isInvalidated || model.isInvalidated) return undefined
  const aliases = model.data.aliases?.flatMap(({ alias, version }) => (version === id.version ? alias : []))
  const updatedAt = Math.min(versions?.dataUpdatedAt ?? 0, model.dataUpdatedAt)
  return client.setQueryData(queryKey, { ...listed, aliases: aliases ?? [] }, { updatedAt })
}

/** Registers a source as the next version of an existing model. */
export const useCreateVersion = () =>
  useMutation({
    mutationKey: registering,
    mutationFn: (version: Input<'createVersion'>) =>
      call('createVersion', { ...version, ...withAuthorTag(version.tags, BY_TAG) }),
    onSettled: (_data, _error, _version, _result, { client }) => refetchRegistry(client),
    meta: { errorShown: 'inline' },
  })

/** Refetches the registry after a write, except a version that the write's answer has whole. */
export function refetchBeside(client: QueryClient, version: ModelVersion | undefined) {
  const known = version && versionQueries.detail(version).queryKey
  if (known) client.setQueryData(known, version)
  return refetchRegistry(client, known)
}

/** A version as the server has it now, to compare with what a person saw. */
export const currentVersion = async ({ name, version }: VersionId): Promise<ModelVersion> =>
  (await call('getVersion', { name, version })).model_version

export const useUpdateVersion = (id: VersionId) =>
  useMutation({
    async mutationFn({ text, ...seen }: TextChange, { client }) {
      await expectText(seen, () => checking(client, async () => (await currentVersion(id)).description))
      return call('updateVersion', { ...id, description: text })
    },
    onSettled: (data, _error, _description, _result, { client }) => refetchBeside(client, data?.model_version),
    meta: { errorShown: 'inline' },
  })

export const useDeleteVersion = (id: VersionId) =>
  useMutation({
    async mutationFn(shown: ModelVersion, { client }) {
      expectStages([shown], [await checking(client, () => currentVersion(id))], 'deleted')
      return call('deleteVersion', id)
    },
    onSuccess: (_data, _shown, _result, { client }) => forgetGone(client, id),
    meta: { errorShown: 'inline' },
  })

const tagCalls = (id: VersionId): TagCalls => ({
  current: async () => (await currentVersion(id)).tags,
  set: (key, value) => call('setVersionTag', { ...id, key, value }),
  remove: (key) => call('deleteVersionTag', { ...id, key }),
  refetch: refetchRegistry,
})
export const useSetVersionTag = (id: VersionId) => useSetTag(tagCalls(id))
export const useDeleteVersionTag = (id: VersionId) => useDeleteTag(tagCalls(id))
