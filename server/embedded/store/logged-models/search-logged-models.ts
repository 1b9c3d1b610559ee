import type { Answer, Checked } from '#contract/endpoints.ts'
import { invalid } from '#contract/errors.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import type { Db } from '../../db.ts'
import { pageSize } from '../search/limits.ts'
import { loggedModelsOf } from './logged-model-rows.ts'
import { type Asked, loggedModelOffset, loggedModelToken } from './logged-model-token.ts'
import { searchPage } from '../search/search-page.ts'
import { scopeSql } from '../search/search-scope.ts'
import { type MetricDataset, orderSql, whereSql } from '../search/search-sql.ts'

type Search = Checked<'searchLoggedModels'>
type OrderItem = NonNullable<Search['order_by']>[number]

/** Finds one page of the logged models in these experiments, without deleted ones (docs/rest-contract.md §4 search). */
export function searchLoggedModels(db: Db, input: Search): Answer<'searchLoggedModels'> {
  const { experiment_ids, filter = '', datasets = [], order_by = [], page_token } = input
  const size = pageSize(input.max_results, { unset: 50, most: 50_000 })
  const asked = askedFor(input)
  const offset = loggedModelOffset(page_token, asked)
  const scope = scopeSql('l', experiment_ids)
  const where = whereSql('loggedModels', parseFilter('loggedModels', filter), datasets.map(checkedDataset))
  const order = orderSql('loggedModels', ordersOf(order_by), datasetOf(order_by))
  if (experiment_ids.length === 0) return {}
  const select = 'SELECT l.model_id FROM logged_models l'
  const query = { select, conditions: [scope, where], order }
  const { rows, next_page_token } = searchPage<{ model_id: string }>(db, query, size, offset)
  if (rows.length === 0) return {}
  const models = loggedModelsOf(
    db,
    rows.map((row) => row.model_id),
  )
  return { models, ...(next_page_token && { next_page_token: loggedModelToken(asked, offset + size) }) }
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
