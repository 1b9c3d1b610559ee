import type { Answer, Checked } from '#contract/endpoints.ts'
import { invalid } from '#contract/errors.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import type { Db } from '../../db.ts'
import { pageSize } from '../search/limits.ts'
import type { Most } from '../too-much.ts'
import { loggedModelsOf } from './logged-model-rows.ts'
import { byMetric } from './logged-models-by-metric.ts'
import type { Place } from '../search/places.ts'
import { searchPage } from '../search/search-page.ts'
import { scopeSql } from '../search/search-scope.ts'
import { type MetricDataset, orderTerms, whereSql } from '../search/search-sql.ts'
import * as z from 'zod/mini'
import { pythonText, spacedJson } from '../../python-text.ts'
import { type Asked as Digest, askedBy, decodeToken, keyIn, keyText, refuseToken } from '../search/page-token.ts'

type Search = Checked<'searchLoggedModels'>
type OrderItem = NonNullable<Search['order_by']>[number]

/**
 * Finds one page of the logged models in these experiments, without deleted ones (docs/rest-contract.md §4 search). Throws `TooMuch` if
 * they
 * logged more than `most`.
 */
export function searchLoggedModels(db: Db, input: Search, most?: Most): Answer<'searchLoggedModels'> {
  const { ids, ...page } = findLoggedModels(db, input)
  return ids.length === 0 ? {} : { models: loggedModelsOf(db, ids, most), ...page }
}

/** MLflow has no limit. A client that asks for more reads the rest page by page. */
const MAX_SIZE = 50_000

/** Finds the ids of that page only. */
export function findLoggedModels(db: Db, input: Search): { ids: string[]; next_page_token?: string } {
  const { experiment_ids, filter = '', datasets = [], order_by = [], page_token } = input
  const size = Math.min(pageSize(input.max_results, { unset: 50 }), MAX_SIZE)
  const asked = askedFor(input)
  const of = askedBy('loggedModels', input)
  const from = loggedModelPlace(page_token, asked, of)
  const scope = scopeSql('l', experiment_ids)
  const clauses = parseFilter('loggedModels', filter)
  const conditions = whereSql('loggedModels', clauses, datasets.map(checkedDataset))
  const orders = ordersOf(order_by)
  const dataset = datasetOf(order_by)
  const order = orderTerms('loggedModels', orders, dataset)
  if (experiment_ids.length === 0) return { ids: [] }
  const [first, ...rest] = orders
  const walk = first?.entity === 'metric' ? () => byMetric(first, rest, dataset) : undefined
  const search = { grammar: 'loggedModels', select: 'l.model_id', scope, conditions, clauses, order, walk } as const
  const { rows, next } = searchPage<[model_id: string]>(db, search, size, from)
  return { ids: rows.map(([id]) => id), ...(next && { next_page_token: loggedModelToken(asked, of, next) }) }
}

function askedFor({ experiment_ids, filter, order_by = [] }: Search): Asked {
  const orders = order_by.map(({ field_name, ascending, dataset_name, dataset_digest }) => ({
    field_name,
    ascending,
    dataset_name: dataset_name || null,
    dataset_digest: dataset_digest || null,
  }))
  return { experiment_ids, filter_string: filter || null, order_by: orders.length > 0 ? orders : null }
}

function checkedDataset({ dataset_name, dataset_digest = '' }: NonNullable<Search['datasets']>[number]): MetricDataset {
  if (!dataset_name) throw invalid('`dataset_name` in the `datasets` clause must be specified.')
  return { dataset_name, dataset_digest }
}

function ordersOf(items: OrderItem[]) {
  const orders = parseOrderBy(
    'loggedModels',
    items.map(({ field_name }) => field_name),
  )
  return orders.map((order, i) => ({ ...order, ascending: items[i]?.ascending ?? true }))
}

/** The dataset whose metrics to order by. Throws if two orders name different ones, which is not supported. */
function datasetOf(items: OrderItem[]): Partial<MetricDataset> {
  const named = items.filter(({ dataset_name, dataset_digest }) => dataset_name || dataset_digest)
  const [{ dataset_name = '', dataset_digest = '' } = {}, ...others] = named
  if (
    others.some((item) => (item.dataset_name ?? '') !== dataset_name || (item.dataset_digest ?? '') !== dataset_digest)
  )
    throw invalid('`order_by` can name one dataset only.')
  return { dataset_name, dataset_digest }
}

/** What a search asked for, as MLflow keeps it in a page token. */
type Asked = {
  experiment_ids: string[]
  filter_string: string | null
  order_by:
    | { field_name: string; ascending: boolean; dataset_name: string | null; dataset_digest: string | null }[]
    | null
}

/** Longer than the token of any search that is accepted. */
const MAX_LENGTH = 256 * 1024

/** The token of the page of a search that begins at this place; `of`: for what the key counts, datasets included. */
function loggedModelToken(asked: Asked, of: Digest, { offset, after }: Place): string {
  const key = keyText(after)
  return Buffer.from(spacedJson({ ...asked, offset, ...(key && { of: of(), after: key }) })).toString('base64')
}

/**
 * Where a page begins; 0 without a token. Throws INVALID_PARAMETER_VALUE, in MLflow's words, for the token of a search
 * for something else (docs/rest-contract.md §1.2), and for anything that `loggedModelToken` did not make.
 */
function loggedModelPlace(token: string | undefined, asked: Asked, of: Digest): Place {
  if (!token) return { offset: 0 }
  const decoded = decodeToken(token, MAX_LENGTH)
  const found = asToken(decoded.toString('utf8')) ?? refuseToken(decoded)
  for (const [key, what, verb] of fields)
    if (spacedJson(found[key] ?? null) !== spacedJson(asked[key]))
      throw invalid(
        `${what} in the page token ${verb} not match the requested ${what[0]?.toLowerCase()}${what.slice(1)}. ` +
          `Expected: ${shown(asked[key])}. Found: ${shown(found[key])}`,
      )
  return { offset: found.offset ?? 0, after: found.after && found.of === of() ? keyIn(found.after) : undefined }
}

const fields = [
  ['experiment_ids', 'Experiment IDs', 'do'],
  ['filter_string', 'Filter string', 'does'],
  ['order_by', 'Order by', 'does'],
] as const

const shown = (value: unknown) => (typeof value === 'string' ? value : pythonText(value ?? null))

/** The shape of a token, whoever made it. Nothing in it is deeper than MLflow's own. */
const token = z.object({
  experiment_ids: z.nullish(z.array(z.string())),
  filter_string: z.nullish(z.string()),
  order_by: z.nullish(z.array(z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])))),
  offset: z.nullish(z.int().check(z.minimum(0))),
  of: z.nullish(z.string()),
  after: z.nullish(z.string()),
})

function asToken(text: string): z.infer<typeof token> | undefined {
  try {
    return token.safeParse(JSON.parse(text)).data
  } catch {
    return undefined // not JSON, which the caller says
  }
}
