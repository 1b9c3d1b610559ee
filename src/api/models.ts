import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
} from '@tanstack/react-query'
import { checking } from './writes/checking.ts'
import { allPages, pageFrom } from '#contract/all-pages.ts'
import type { Input, Output } from '#contract/endpoints.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { isPrompt, OWNER_TAG } from '#contract/tags.ts'
import { call } from './client.ts'
import { roots } from './query-keys.ts'
import { foundPage, isNamed, type NameSearch } from './search/by-name.ts'
import { withAuthorTag } from './writes/author-tag.ts'
import { forgetGone, refetchRegistry } from './writes/refetch-registry.ts'
import { type TagCalls, useDeleteTag, useSetTag } from './writes/tags.ts'
import { type AliasChange, type AliasRemoval, expectAlias, expectText, type TextChange } from './writes/unchanged.ts'

const root = roots.models

/** Arguments of the list. `order` is one order_by element: `name ASC`, `last_updated_timestamp DESC`. */
export type ModelSearch = NameSearch & { order: string }

/** The largest page that MLflow allows (docs/rest-contract.md §5). */
const LARGEST_PAGE = 1000

/** A page of the models that a search finds, without prompts. */
export async function modelPage(
  { order, ...search }: ModelSearch,
  { token, size, enough }: { token?: string; size: number; enough?: number },
  signal: AbortSignal,
) {
  const { filter, isLoose } = search
  const input = { max_results: isLoose ? LARGEST_PAGE : size, order_by: [order], ...(filter && { filter }) }
  const { items, next } = await foundPage(
    token,
    async (at) => {
      const page = await call('searchModels', { ...input, ...pageFrom(at) }, signal)
      return { items: page.registered_models ?? [], next: page.next_page_token }
    },
    ({ name, tags }) => !isPrompt(tags) && isNamed(name, search),
    enough,
  )
  return { models: items, next_page_token: next }
}

export const modelQueries = {
  /** Prefix of every key below: invalidate it and all models refetch. */
  root,
  /** Page by page, in the server's order. */
  pages: (wanted: ModelSearch) =>
    infiniteQueryOptions({
      queryKey: [...root, 'pages', wanted],
      queryFn: ({ pageParam, signal }) => modelPage(wanted, { token: pageParam, size: 100 }, signal),
      initialPageParam: '',
      getNextPageParam: ({ next_page_token }) => next_page_token,
    }),
  /** Every match at once, for orders that the server does not support. */
  all: (wanted: NameSearch) =>
    queryOptions({
      queryKey: [...root, 'all', wanted],
      queryFn: async ({ signal, client }) => {
        const models: RegisteredModel[] = []
        const search = { ...wanted, order: 'name ASC' }
        for await (const page of allPages(({ page_token = '' }) =>
          modelPage(search, { token: page_token, size: LARGEST_PAGE }, signal),
        )) {
          models.push(...page.models)
          client.setQueryData(modelQueries.countRead(wanted).queryKey, models.length)
        }
        return models
      },
    }),
  /** How many models `all` has read so far; asks nothing itself. */
  countRead: (wanted: NameSearch) =>
    queryOptions({ queryKey: [...root, 'read', wanted], queryFn: (): number => 0, enabled: false }),
  detail: (name: string) =>
    queryOptions({
      queryKey: [...root, 'detail', name],
      queryFn: async ({ signal }) => (await call('getModel', { name }, signal)).registered_model,
    }),
}

/** The models loaded by any list, to complete a search from: each page is the same array as long as it is not read again. */
export function knownLists(client: QueryClient): (readonly RegisteredModel[])[] {
  const pages = client.getQueriesData<InfiniteData<{ models: RegisteredModel[] }>>({ queryKey: [...root, 'pages'] })
  const all = client.getQueriesData<RegisteredModel[]>({ queryKey: [...root, 'all'] })
  const found = client.getQueriesData<InfiniteData<Output<'findModels'>>>({ queryKey: [...root, 'found-pages'] })
  return [
    ...pages.flatMap(([, data]) => data?.pages.map(({ models }) => models) ?? []),
    ...all.flatMap(([, models]) => (models ? [models] : [])),
    ...found.flatMap(([, data]) => data?.pages.map((page) => page.found.map((one) => one.registered_model)) ?? []),
  ]
}

export const knownModels = (client: QueryClient): RegisteredModel[] => knownLists(client).flat()

/** The model's current state on the server, to compare with what the user saw. */
export const currentModel = async (name: string): Promise<RegisteredModel> =>
  (await call('getModel', { name })).registered_model

/** The key of the writes of which registering consists. */
export const registering = ['registering']

/** `isFirst`: another write to the registry follows, whose end refetches. */
export const useCreateModel = ({ isFirst = false } = {}) =>
  useMutation({
    mutationKey: registering,
    mutationFn: (model: Input<'createModel'>) =>
      call('createModel', { ...model, ...withAuthorTag(model.tags, OWNER_TAG) }),
    onSettled: (_data, _error, _model, _result, { client }) => (isFirst ? undefined : refetchRegistry(client)),
    meta: { errorShown: 'inline' },
  })

export const useUpdateModel = (name: string) =>
  useMutation({
    async mutationFn({ text, ...seen }: TextChange, { client }) {
      await expectText(seen, () => checking(client, async () => (await currentModel(name)).description))
      return call('updateModel', { name, description: text })
    },
    onSettled(data, _error, _description, _result, { client }) {
      const { queryKey } = modelQueries.detail(name)
      // The answer is the model as it is now.
      if (data) client.setQueryData(queryKey, data.registered_model)
      return refetchRegistry(client, data && queryKey)
    },
    meta: { errorShown: 'inline' },
  })

export const useRenameModel = (name: string) =>
  useMutation({
    mutationFn: (newName: string) => call('renameModel', { name, new_name: newName }),
    // The page moves to the new URL; nothing under the old name is valid any more.
    onSuccess({ registered_model }, _newName, _result, { client }) {
      client.setQueryData(modelQueries.detail(registered_model.name).queryKey, registered_model)
      return forgetGone(client, { name })
    },
    meta: { errorShown: 'inline' },
  })

const tagCalls = (name: string): TagCalls => ({
  current: async () => (await currentModel(name)).tags,
  set: (key, value) => call('setModelTag', { name, key, value }),
  remove: (key) => call('deleteModelTag', { name, key }),
  refetch: refetchRegistry,
})
export const useSetModelTag = (name: string) => useSetTag(tagCalls(name))
export const useDeleteModelTag = (name: string) => useDeleteTag(tagCalls(name))

/** Sets an alias, or moves it from the version that has it. */
export const useSetAlias = (name: string) =>
  useMutation({
    async mutationFn({ version, ...seen }: AliasChange, { client }) {
      await expectAlias(seen, () => checking(client, async () => (await currentModel(name)).aliases))
      return call('setAlias', { name, alias: seen.alias, version })
    },
    onSettled: (_data, _error, _target, _result, { client }) => refetchRegistry(client),
    meta: { errorShown: 'inline' },
  })

export const useDeleteAlias = (name: string) =>
  useMutation({
    async mutationFn(seen: AliasRemoval, { client }) {
      await expectAlias(seen, () => checking(client, async () => (await currentModel(name)).aliases))
      return call('deleteAlias', { name, alias: seen.alias })
    },
    onSettled: (_data, _error, _alias, _result, { client }) => refetchRegistry(client),
  })
