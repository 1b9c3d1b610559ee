import { type QueryClient, queryOptions, useMutation } from '@tanstack/react-query'
import { allPages } from '#contract/all-pages.ts'
import { ApiError } from '#contract/errors.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import { call } from './client.ts'
import { roots } from './query-keys.ts'
import { runQueries } from './runs.ts'
import { type TagCalls, useDeleteTag, useSetTag } from './writes/tags.ts'

const root = roots.loggedModels

/** Polling interval in ms while a model's files are being uploaded. */
const POLL = 3000

const keyOf = (model_id: string) => [...root, 'detail', model_id] as const

export const loggedModelQueries = {
  root,
  detail: (model_id: string) =>
    queryOptions({
      queryKey: keyOf(model_id),
      queryFn: async ({ signal }) => (await call('getLoggedModel', { model_id }, signal)).model,
      refetchInterval: ({ state }) => (state.data?.info.status === 'LOGGED_MODEL_PENDING' ? POLL : false),
    }),
  /** The models a run logged, oldest first; none on servers without logged models (2.x). */
  ofRun: (run_id: string) =>
    queryOptions({
      queryKey: [...root, 'of-run', run_id],
      queryFn: async ({ signal, client }) => {
        const run = await client.query(runQueries.detail(run_id))
        const ids = run.outputs?.model_outputs?.map(({ model_id }) => model_id) ?? []
        if (ids.length === 0) return []
        const found = new Map<string, LoggedModel>()
        for (const model of await ofExperiment(run.info.experiment_id, run_id, signal)) {
          found.set(model.info.model_id, model)
          client.setQueryData<LoggedModel>(keyOf(model.info.model_id), model) // a search finds whole models
        }
        // An output may come from another run, which the search does not find.
        const rest = ids.filter((id) => !found.has(id)).map((id) => unlessDeleted(id, signal))
        for (const model of await Promise.all(rest)) if (model) found.set(model.info.model_id, model)
        return [...new Set(ids)].flatMap((id) => found.get(id) ?? [])
      },
    }),
}

async function ofExperiment(experiment_id: string, run_id: string, signal: AbortSignal): Promise<LoggedModel[]> {
  const models: LoggedModel[] = []
  const search = { experiment_ids: [experiment_id], filter: `source_run_id = '${run_id}'`, max_results: 100 }
  for await (const page of allPages((next) => call('searchLoggedModels', { ...search, ...next }, signal)))
    models.push(...(page.models ?? []))
  return models
}

async function unlessDeleted(model_id: string, signal: AbortSignal): Promise<LoggedModel | undefined> {
  try {
    return (await call('getLoggedModel', { model_id }, signal)).model
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

const refetchAll = (client: QueryClient) => client.invalidateQueries({ queryKey: root })

const tagCalls = (model_id: string): TagCalls => ({
  current: async () => (await call('getLoggedModel', { model_id })).model.info.tags,
  set: (key, value) => call('setLoggedModelTags', { model_id, tags: [{ key, value }] }),
  remove: (key) => call('deleteLoggedModelTag', { model_id, key }),
  refetch: refetchAll,
})
export const useSetLoggedModelTag = (model_id: string) => useSetTag(tagCalls(model_id))
export const useDeleteLoggedModelTag = (model_id: string) => useDeleteTag(tagCalls(model_id))

export const useDeleteLoggedModel = () =>
  useMutation({
    mutationFn: (model_id: string) => call('deleteLoggedModel', { model_id }),
    // Do not invalidate the model itself: its page would refetch it only to get 404.
    onSuccess: (_data, model_id, _result, { client }) =>
      client.invalidateQueries({
        predicate: ({ queryKey: [kind, which, id] }) => kind === root[0] && !(which === 'detail' && id === model_id),
      }),
    meta: { errorShown: 'inline' },
  })
