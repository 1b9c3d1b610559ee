import { invalid } from '#contract/errors.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import type { Db } from '../../db.ts'
import { askedBy, nextPage, placeOf } from '../search/page-token.ts'
import { searchPage } from '../search/search-page.ts'
import { orderTerms, whereSql } from '../search/search-sql.ts'
import { startSql } from '../search/search-start.ts'
import type { Sql } from '../search/search-text-sql.ts'
import { weighed } from '../../weigh.ts'
import type { Most } from '../too-much.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { latestVersions } from './latest-versions.ts'
import { modelColumns, modelOf, type ModelRow } from './model-rows.ts'
import { listField, versionColumns, versionOf, type VersionRow } from './version-rows.ts'
import type { ModelVersion } from '#contract/versions.ts'

/** The input of both searches of the registry. */
export type Search = {
  filter?: string | undefined
  max_results?: number | bigint | undefined
  order_by?: string[] | undefined
  page_token?: string | undefined
}

type Source = { grammar: Grammar & ('models' | 'versions'); columns: string }
type Limits = { usual: number; most: number }

/** Reads one page of rows, and the token of the next page if there is one (docs/rest-contract.md §1.2, §5, §6). */
export function registryPage<Row extends readonly unknown[]>(
  db: Db,
  search: Search,
  { grammar, columns }: Source,
  limits: Limits,
) {
  const size = pageSize(search.max_results ?? limits.usual, limits.most)
  const asked = askedBy(grammar, search)
  const clauses = parseFilter(grammar, search.filter ?? '')
  const conditions = whereSql(grammar, clauses)
  const order = orderTerms(grammar, parseOrderBy(grammar, search.order_by ?? []))
  const query = { grammar, select: columns, conditions, clauses, order }
  const { rows, next } = searchPage<Row>(db, query, size, placeOf(search.page_token, asked))
  return { rows, ...nextPage(next, asked) }
}

/**
 * Checks `max_results`. Both searches are GETs, so MLflow's message about a large number calls it a 'str'. For models MLflow
 * accepts 0 and less and returns the same empty page forever; we refuse that (docs/rest-contract.md §12.8).
 */
function pageSize(asked: number | bigint, most: number): number {
  if (asked < 1) throw invalid(`Invalid value for max_results. It must be a positive integer, but got ${asked}`)
  if (asked > most)
    throw invalid(
      `Invalid value "${asked}" for parameter 'max_results' supplied:  Hint: Value was of type 'str'. ${seeDocs}`,
    )
  return Number(asked)
}

const seeDocs = 'See the API docs for more information about request parameters.'

const models = { grammar: 'models', columns: modelColumns } as const

/** Finds one page of models, by name unless ordered otherwise, in two statements (docs/rest-contract.md §5). */
export function searchModels(
  db: Db,
  search: Search,
): { registered_models?: RegisteredModel[]; next_page_token?: string } {
  const { rows, ...page } = registryPage<ModelRow>(db, search, models, { usual: 100, most: 1000 })
  return { ...listField('registered_models', withLatest(db, rows)), ...page }
}

function withLatest(db: Db, rows: ModelRow[]): RegisteredModel[] {
  const latest = latestVersions(
    db,
    rows.map(([name]) => name),
  )
  return rows.map((row) => modelOf(row, latest))
}

/** Finds the names of that page only. */
export function findModelNames(db: Db, search: Search): { ids: string[]; next_page_token?: string } {
  const names = { grammar: 'models', columns: 'm.name' } as const
  const { rows, ...page } = registryPage<[name: string]>(db, search, names, { usual: 100, most: 1000 })
  return { ids: rows.map(([name]) => name), ...page }
}

const BY_NAMES = `SELECT ${modelColumns} FROM json_each(?) AS k CROSS JOIN registered_models AS m
  WHERE m.name = k.value ORDER BY k.key`

/** Reads the models with these names, in that order. Throws `TooMuch` if their texts are longer than `most`. */
export function modelsOf(db: Db, names: readonly string[], most?: Most): RegisteredModel[] {
  return weighed(most?.characters, () => withLatest(db, db.lists<ModelRow>(BY_NAMES, JSON.stringify(names))))
}

/** The names of all models that a filter finds. Throws INVALID_PARAMETER_VALUE. */
export function modelsFilter(db: Db, filter: string): Sql {
  const clauses = parseFilter('models', filter)
  const start = startSql(db, 'models', clauses)
  const where = whereSql('models', clauses)
  return {
    sql: `SELECT m.name FROM ${start.sql} WHERE ${where.sql}`,
    params: [...start.params, ...where.params],
  }
}

const versions = { grammar: 'versions', columns: versionColumns } as const

/** Finds one page of versions, without aliases, last updated first unless ordered otherwise (docs/rest-contract.md §6). */
export function searchVersions(db: Db, search: Search): { model_versions?: ModelVersion[]; next_page_token?: string } {
  const { rows, ...page } = registryPage<VersionRow>(db, search, versions, { usual: 200_000, most: 200_000 })
  return { ...listField('model_versions', rows.map(versionOf)), ...page }
}

const versionKeys = { grammar: 'versions', columns: 'v.name, v.version' } as const
export type VersionKey = readonly [name: string, version: number]

/** Finds the keys of that page only. */
export function findVersions(db: Db, search: Search): { ids: VersionKey[]; next_page_token?: string } {
  const { rows: ids, ...page } = registryPage<VersionKey>(db, search, versionKeys, { usual: 200_000, most: 200_000 })
  return { ids, ...page }
}

/** Reads the versions with these keys, without aliases, in that order. Throws `TooMuch` if their texts are longer than `most`. */
export function versionsOf(db: Db, keys: readonly VersionKey[], most?: Most): ModelVersion[] {
  return weighed(most?.characters, () => db.lists<VersionRow>(BY_KEYS, JSON.stringify(keys))).map(versionOf)
}

const BY_KEYS = `SELECT ${versionColumns} FROM json_each(?) AS k CROSS JOIN model_versions AS v
  WHERE v.name = k.value ->> 0 AND v.version = k.value ->> 1 ORDER BY k.key`
