import type { Clause } from '#contract/filter/filter.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { OrderBy } from '#contract/filter/order-by.ts'
import { orderBy, type Term } from './places.ts'
import { promptScope } from './search-prompts-sql.ts'
import { belongsTo, columnOf, type EntityTable, filterColumnOf, searchTables } from './search-tables.ts'
import { textSql, type Sql } from './search-text-sql.ts'

/** The name of a model, or NULL if there is none: no version of a hidden one is read and then dropped, which would take time. */
const MODEL_THERE = '(SELECT there.name FROM registered_models AS there WHERE there.name = ?)'

/** The `datasets` of a search for logged models: metrics must be measured on one of them. */
export type MetricDataset = { dataset_name: string; dataset_digest: string }

/**
 * Turns clauses into one condition on the main table with its alias: `e` experiments, `r` runs, `m` registered_models,
 * `v` model_versions, `l` logged_models. Never empty, so it can follow AND. Prompts are left out (docs/rest-contract.md §8).
 */
export function whereSql(grammar: Grammar, asked: readonly Clause[], datasets: readonly MetricDataset[] = []): Sql {
  const { clauses, more } = promptScope(grammar, asked)
  const conditions = [...clauses.map((clause) => clauseSql(grammar, clause, datasets)), ...more]
  if (datasets.length > 0 && !clauses.some(({ entity }) => entity === 'metric')) {
    const about = aboutDatasets(datasets)
    const sql = `EXISTS (SELECT 1 FROM logged_model_metrics f WHERE f.model_id = l.model_id AND ${about.sql})`
    conditions.push({ sql, params: about.params })
  }
  if (conditions.length === 0) return { sql: '1', params: [] }
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    params: conditions.flatMap(({ params }) => params),
  }
}

function clauseSql(grammar: Grammar, clause: Clause, datasets: readonly MetricDataset[]): Sql {
  const { entity, key, comparator } = clause
  if (entity === 'dataset') return datasetSql(clause)
  if (grammar === 'versions' && entity === 'attribute' && key === 'name' && comparator === '=')
    return { sql: `v.name = ${MODEL_THERE}`, params: [String(clause.value)] }
  if (entity === 'attribute') return valueSql(filterColumnOf(grammar, key), clause)
  const side = searchTables[grammar].sides[entity]
  if (!side) throw new Error(`${grammar} have no ${entity}`) // the grammar lets none through
  const { table } = side
  const own = `${belongsTo(grammar, side, 'f')} AND f.key = ?`
  if (comparator === 'IS NULL') return { sql: `NOT EXISTS (SELECT 1 FROM ${table} f WHERE ${own})`, params: [key] }
  if (comparator === 'IS NOT NULL') return { sql: `EXISTS (SELECT 1 FROM ${table} f WHERE ${own})`, params: [key] }
  // +: this row's own keys and values are looked up, not all rows with the value.
  const match = sideClauseSql(side, clause, '+f')
  const about = datasets.length > 0 && entity === 'metric' ? aboutDatasets(datasets) : undefined
  const sql = `EXISTS (SELECT 1 FROM ${table} f WHERE ${own} AND ${match.sql}${about ? ` AND ${about.sql}` : ''} LIMIT 1)`
  return { sql, params: [key, ...match.params, ...(about?.params ?? [])] }
}

/**
 * The rows `f` that can fit a clause, as `FROM … WHERE …`, as far as an index finds them: of a side table by key and value, else by
 * key; of the main table by some attributes. Undefined for a clause that no index of ours answers.
 * `isAlone`: whether it is the only clause; beside others SQLite may take a worse index.
 */
export function indexedSql(
  grammar: Grammar,
  clause: Clause,
  isAlone: boolean,
): (Sql & { columns: readonly string[] }) | undefined {
  const { entity, key, comparator } = clause
  const { table, ids, indexed, indexedBeside = [], sides } = searchTables[grammar]
  const isIndexed = indexed.includes(key) || (!isAlone && indexedBeside.includes(key))
  if (entity === 'attribute' && isIndexed && (comparator === '=' || comparator === 'IN')) {
    const { sql, params } = valueSql(columnOf(grammar, key, 'f'), clause)
    return { sql: `FROM main.${table} f WHERE ${sql}`, params, columns: ids }
  }
  const side = sides[entity]
  if (!side || comparator === 'IS NULL') return undefined
  const from = `FROM ${side.table} f WHERE f.key = ?`
  const isByValue = entity === 'metric' ? comparator !== '!=' : comparator === '='
  if (!isByValue) return { sql: from, params: [key], columns: side.columns }
  const match = entity === 'metric' ? metricSql(clause, 'f') : beginningSql(side.valueIndex, clause, 'f')
  return { sql: `${from} AND ${match.sql}`, params: [key, ...match.params], columns: side.columns }
}

/** The rows that may have a value, as far as the index alone tells: where it has only prefixes, those with the same one. */
function beginningSql(index: 'whole' | number, clause: Clause, row: string): Sql {
  if (typeof index !== 'number') return valueSql(`${row}.value`, clause)
  return { sql: `${beginning(index, `${row}.value`)} = ${beginning(index, '?')}`, params: [String(clause.value)] }
}

const beginning = (letters: number, text: string) => `substr(${text}, 1, ${letters})`

/** The condition of a clause on the value in a row of a side table, whose alias is `row`. */
export function sideClauseSql({ valueIndex }: EntityTable, clause: Clause, row: string): Sql {
  return clause.entity === 'metric' ? metricSql(clause, row) : sideValueSql(valueIndex, clause, row)
}

/** Compares a value; if only its prefix is indexed, compares that first. */
function sideValueSql(index: 'whole' | number, clause: Clause, row: string): Sql {
  const whole = valueSql(`${row}.value`, clause)
  if (typeof index !== 'number' || clause.comparator !== '=' || typeof clause.value !== 'string') return whole
  const begins = beginningSql(index, clause, row)
  return { sql: `${begins.sql} AND ${whole.sql}`, params: [...begins.params, ...whole.params] }
}

/** NaN equals nothing, not even itself, so only `!=` finds it. */
function metricSql({ comparator, value }: Clause, row: string): Sql {
  const params = [Number(value)]
  if (comparator === '!=') return { sql: `((${row}.special = 'NaN') OR ${row}.value <> ?)`, params }
  return { sql: `(${row}.special = 'NaN') = 0 AND ${row}.value ${comparator} ?`, params }
}

function valueSql(column: string, { comparator, value }: Clause): Sql {
  if (value === undefined) throw new Error(`${comparator} of an attribute`) // the grammar lets none through
  if (typeof value === 'number')
    return { sql: `${column} ${comparator === '!=' ? '<>' : comparator} ?`, params: [value] }
  return textSql(column, comparator, value)
}

/** Whether a dataset of the run has this name or digest, or this context (tag `mlflow.data.context`). */
function datasetSql(clause: Clause): Sql {
  const isContext = clause.key === 'context'
  const match = valueSql(isContext ? `t.value ->> 'value'` : `d.${clause.key}`, clause)
  const from = isContext
    ? `dataset_inputs i, json_each(i.tags) t WHERE t.value ->> 'key' = 'mlflow.data.context'`
    : `dataset_inputs i JOIN datasets d ON d.dataset_id = i.dataset_id WHERE 1`
  return { sql: `EXISTS (SELECT 1 FROM ${from} AND i.run_id = r.run_id AND ${match.sql})`, params: match.params }
}

function aboutDatasets(datasets: readonly MetricDataset[]): Sql {
  const pairs = datasets.map(({ dataset_name: name, dataset_digest: digest }) => [name, digest])
  const sql = `EXISTS (SELECT 1 FROM json_each(?) d WHERE f.dataset_name = d.value ->> 0 AND f.dataset_digest = d.value ->> 1)`
  return { sql, params: [JSON.stringify(pairs)] }
}

/** The columns of a run's metric by which runs can be ordered: the latest value, or one of the summary of all. */
export type MetricColumn = 'value' | 'min' | 'max' | 'mean'
/** Which value of metrics an order means: a column, of runs, or that measured on a dataset, of logged models. */
type OrderedBy = Partial<MetricDataset> & { by?: MetricColumn }

/** The terms of ORDER BY, including MLflow's default order and its order of ties; missing values come last. */
export function orderTerms(grammar: Grammar, orders: readonly OrderBy[], about: OrderedBy = {}): Term[] {
  const { ties, order } = searchTables[grammar]
  const terms = orders.map((wanted) => termOf(grammar, wanted, about))
  const columns = new Set(terms.map(({ sql }) => sql))
  const rest = orders.length > 0 ? ties.filter((tie) => !columns.has(columnIn(tie))) : order
  return [...terms, ...rest.map((tie) => ({ sql: columnIn(tie), params: [], ascending: !tie.endsWith(' DESC') }))]
}

const columnIn = (tie: string) => tie.replace(/ DESC$/, '')

/** These terms, as ORDER BY has them. */
export const orderSql = (...asked: Parameters<typeof orderTerms>): Sql => orderBy(orderTerms(...asked))

function termOf(grammar: Grammar, { entity, key, ascending }: OrderBy, { by = 'value', ...dataset }: OrderedBy): Term {
  const { nullable, sides } = searchTables[grammar]
  if (entity === 'attribute')
    return { sql: columnOf(grammar, key), params: [], ascending, ...(nullable.includes(key) && { nullsLast: true }) }
  const side = sides[entity]
  if (!side) throw new Error(`${grammar} have no ${entity}`) // the grammar lets none through
  // Infinities are stored as the largest double, so a real infinity sorts NaN after all numbers.
  const isNumber = by === 'value' ? `o.special <> 'NaN'` : 'o.numbers > 0'
  const value = entity === 'metric' ? `iif(${isNumber}, o.${by}, ${ascending ? '9e999' : '-9e999'})` : 'o.value'
  const params: Sql['params'] = [key]
  let which = `${belongsTo(grammar, side, 'o')} AND o.key = ?`
  if (grammar === 'loggedModels') {
    const about = ofDataset('o', dataset)
    which += `${about.sql} ORDER BY ${latestFirst('o')} LIMIT 1`
    params.push(...about.params)
  }
  return { sql: `(SELECT ${value} FROM ${side.table} o WHERE ${which})`, params, ascending, nullsLast: true }
}

/** More conditions on a point of a logged model's metric: the dataset it was measured on, if one is named. */
export function ofDataset(alias: string, dataset: Partial<MetricDataset>): Sql {
  const named = (['dataset_name', 'dataset_digest'] as const).filter((column) => dataset[column])
  return {
    sql: named.map((column) => ` AND ${alias}.${column} = ?`).join(''),
    params: named.map((column) => dataset[column] ?? ''),
  }
}

/** The order in which the latest point of a logged model's metric is the first; never of two that are alike. */
export const latestFirst = (alias: string): string =>
  ['timestamp DESC', 'step DESC', 'run_id', 'dataset_name', 'dataset_digest', 'value', 'special']
    .map((term) => `${alias}.${term}`)
    .join(', ')
