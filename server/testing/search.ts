import { allPages } from '#contract/all-pages.ts'
import type { Call } from '#contract/client.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'

/** The input of every search; `order_by` items are `key [DESC]`, as in MLflow. */
export type Asked = { filter?: string; order_by?: readonly string[]; max_results?: number; page_token?: string }

/** What identifies a row in the results: its id, name or `name/version`. */
export type Found = { ids: string[]; next_page_token?: string | undefined }

/** Runs one of the five searches through the typed client, in these experiments if the search takes any. */
export async function ask(call: Call, grammar: Grammar, asked: Asked, experiments = ['0']): Promise<Found> {
  const { order_by = [], max_results = 1000, ...rest } = asked
  const page = { ...rest, max_results, order_by: [...order_by] }
  if (grammar === 'experiments') {
    const { experiments = [], next_page_token } = await call('searchExperiments', page)
    return { ids: experiments.map(({ experiment_id }) => experiment_id), next_page_token }
  }
  if (grammar === 'runs') {
    const { runs = [], next_page_token } = await call('searchRuns', { ...page, experiment_ids: experiments })
    return { ids: runs.map(({ info }) => info.run_id), next_page_token }
  }
  if (grammar === 'models') {
    const { registered_models = [], next_page_token } = await call('searchModels', page)
    return { ids: registered_models.map(({ name }) => name), next_page_token }
  }
  if (grammar === 'versions') {
    const { model_versions = [], next_page_token } = await call('searchVersions', page)
    return { ids: model_versions.map(({ name, version }) => `${name}/${version}`), next_page_token }
  }
  const input = { ...page, experiment_ids: experiments, order_by: order_by.map(field) }
  const { models = [], next_page_token } = await call('searchLoggedModels', input)
  return { ids: models.map(({ info }) => info.model_id), next_page_token }
}

/** Translates an order of the other searches for logged models. */
function field(item: string) {
  const field_name = item.replace(/ (ASC|DESC)$/, '')
  return { field_name, ascending: !item.endsWith(' DESC') }
}

/** Reads all rows of a search, page by page; throws if the pages never end. */
export async function walk(call: Call, grammar: Grammar, asked: Asked, experiments?: string[]): Promise<string[]> {
  const ids: string[] = []
  let pages = 0
  for await (const page of allPages((next) => ask(call, grammar, { ...asked, ...next }, experiments))) {
    ids.push(...page.ids)
    if (++pages > 1000) throw new Error(`the pages of ${grammar} do not end`)
  }
  return ids
}
