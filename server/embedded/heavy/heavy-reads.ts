import type { Answer, Checked } from '#contract/endpoints.ts'
import { parseFilter } from '#contract/filter/filter.ts'
import type { Db } from '../db.ts'
import { searchExperiments } from '../store/experiments/search-experiments.ts'
import { loggedModelsOf } from '../store/logged-models/logged-model-rows.ts'
import { findLoggedModels } from '../store/logged-models/search-logged-models.ts'
import { searchModels, searchVersions } from '../store/registry/search-registry.ts'
import * as history from '../store/runs/metric-history.ts'
import { idOf } from '../store/runs/run-id.ts'
import { runsOf } from '../store/runs/run-rows.ts'
import { findRuns } from '../store/runs/search-runs.ts'

/** An answer whose one long list is read piece by piece, at least one, so that all of it is never in memory. */
export type InPieces = { list: string; pieces: readonly (() => unknown[])[]; rest: Record<string, unknown> }

type HeavyRead<N extends HeavyName> = {
  /** Whether it may touch or answer more than `MANY` rows. Must itself take no time. */
  isHeavy: (input: Checked<N>, db: Db) => boolean
  answer: (input: Checked<N>, db: Db) => Answer<N> | InPieces
}

export type HeavyName =
  | 'searchRuns'
  | 'searchLoggedModels'
  | 'searchExperiments'
  | 'searchModels'
  | 'searchVersions'
  | 'getMetricHistory'
  | 'getMetricHistoryBulk'
  | 'getMetricHistoryBulkInterval'

/** Reads of up to so many rows take a few milliseconds. */
const MANY = 2000
/** The pages that our own pages ask for. */
const SHORT_PAGE = 200
/** As many as make a piece of about 300 kB. */
const PIECE = 100

/** The reads that can take long enough for others to notice, on a database with many rows. */
export const heavyReads: { [N in HeavyName]: HeavyRead<N> } = {
  searchRuns: {
    isHeavy: (input, db) => isLongSearch(input, 1000) && hasMany(db, 'runs'),
    answer(input, db) {
      const { ids, next_page_token } = findRuns(db, input)
      if (ids.length === 0) return {}
      return inPieces('runs', ids, (some) => runsOf(db, some, { modelInputs: false }), { next_page_token })
    },
  },
  searchLoggedModels: {
    isHeavy: (input, db) => isLongSearch(input, 50) && hasMany(db, 'logged_models'),
    answer(input, db) {
      const { ids, next_page_token } = findLoggedModels(db, input)
      if (ids.length === 0) return {}
      return inPieces('models', ids, (some) => loggedModelsOf(db, some), { next_page_token })
    },
  },
  searchExperiments: {
    isHeavy: (input, db) => isLongSearch(input, 0) && hasMany(db, 'experiments'),
    answer: (input, db) => searchExperiments(db, input),
  },
  searchModels: {
    isHeavy: (input, db) => isLongSearch(input, 100) && hasMany(db, 'registered_models'),
    answer: (input, db) => searchModels(db, input),
  },
  searchVersions: {
    isHeavy: (input, db) => {
      if (!isLongSearch(input, 200_000) || !hasMany(db, 'model_versions')) return false
      const model = oneModel(input.filter)
      return model === undefined || hasMany(db, 'model_versions WHERE name = ?', model)
    },
    answer: (input, db) => searchVersions(db, input),
  },
  getMetricHistory: {
    isHeavy: (input, db) => hasManyPoints(db, [idOf(input)], input.metric_key),
    answer: (input, db) => history.getMetricHistory(db, idOf(input), input),
  },
  getMetricHistoryBulk: {
    isHeavy: ({ run_id = [], metric_key }, db) => hasManyPoints(db, run_id, metric_key),
    answer: (input, db) => history.getMetricHistoryBulk(db, input),
  },
  getMetricHistoryBulkInterval: {
    isHeavy: ({ run_ids = [], metric_key }, db) => hasManyPoints(db, run_ids, metric_key),
    answer: (input, db) => history.getMetricHistoryBulkInterval(db, input),
  },
}

/** Whether a search needs more than the first rows of an index. `unset`: its page size without `max_results`. */
function isLongSearch({ filter, order_by = [], page_token, max_results }: AnySearch, unset: number): boolean {
  return Boolean(filter || order_by.length > 0 || page_token) || (max_results ?? unset) > SHORT_PAGE
}

type AnySearch = {
  filter?: string | undefined
  order_by?: readonly unknown[] | undefined
  page_token?: string | undefined
  max_results?: number | bigint | undefined
}

/** The model whose versions a filter asks for, as our pages and MLflow's clients do; undefined if it asks otherwise. */
function oneModel(filter = ''): string | undefined {
  const named = parseFilter('versions', filter).find(
    ({ entity, key, comparator }) => entity === 'attribute' && key === 'name' && comparator === '=',
  )
  return typeof named?.value === 'string' ? named.value : undefined
}

/** Counts no further than needed: 30 µs. */
const hasMany = (db: Db, from: string, ...params: string[]): boolean =>
  db.get(`SELECT 1 FROM ${from} LIMIT 1 OFFSET ${MANY}`, ...params) !== undefined

const hasManyPoints = (db: Db, runs: string[], key = ''): boolean =>
  hasMany(db, 'metrics WHERE run_id IN (SELECT value FROM json_each(?)) AND key = ?', JSON.stringify(runs), key)

function inPieces(list: string, ids: string[], read: (ids: string[]) => unknown[], rest: InPieces['rest']): InPieces {
  const pieces = Array.from({ length: Math.ceil(ids.length / PIECE) }, (_, i) => () => {
    return read(ids.slice(i * PIECE, (i + 1) * PIECE))
  })
  return { list, pieces, rest }
}
