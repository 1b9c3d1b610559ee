import type { Answer, Checked } from '#contract/endpoints.ts'
import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Activities } from '#contract/review-paths.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../db.ts'
import { experimentsOf } from '../store/experiments/experiment-rows.ts'
import { experimentInParts } from '../store/experiments/experiment-in-parts.ts'
import { findExperiments } from '../store/experiments/search-experiments.ts'
import { findNames, foundInParts, foundOf } from '../store/find/find-models.ts'
import { loggedModelInParts, loggedModelsOf } from '../store/logged-models/logged-model-rows.ts'
import { findLoggedModels } from '../store/logged-models/search-logged-models.ts'
import { modelExists } from '../store/registry/model-rows.ts'
import { modelInParts, versionInParts } from '../store/registry/registry-in-parts.ts'
import { findModelNames, findVersions, modelsOf, versionsOf } from '../store/registry/search-registry.ts'
import * as history from '../store/runs/metric-history.ts'
import { idOf } from '../store/runs/run-id.ts'
import { listActivities, listStays } from '../store/reviews/activities.ts'
import { COMMENT_CHANGES, STAGE_CHANGES } from '../store/reviews/chosen-events.ts'
import { findLog } from '../store/reviews/log.ts'
import { searchDatasets } from '../store/runs/datasets.ts'
import { findSummaries, summariesOf } from '../store/runs/metric-summaries.ts'
import { listField } from '../store/registry/version-rows.ts'
import type { Most } from '../store/too-much.ts'
import { administration } from './administration.ts'
import type { HeavyRead, InTexts } from './heavy-read.ts'
import { type InPieces, inPieces, packedInPieces } from './in-pieces.ts'
import {
  type AnySearch,
  hasMany,
  hasManyInputs,
  hasManyOf,
  hasManyPoints,
  hasManyPrompts,
  looksUpMany,
  MANY,
} from './many.ts'
import { ANY_ONE, findsFew, isFullSoon, isLongSearch, likeTheFirst } from './long-searches.ts'
import { oneThing } from './one-thing.ts'
import { runInParts, runsOf } from '../store/runs/run-rows.ts'
import { findRuns, isFirstByMetric, type RunsAsked } from '../store/runs/search-runs.ts'
import { askedBy, namesRow } from '../store/search/page-token.ts'
import { hasManyParts } from '../store/search/search-scope.ts'
import { FEW } from '../store/search/search-start.ts'
import { searchTables } from '../store/search/search-tables.ts'

type Endpoints =
  | 'searchRuns'
  | 'searchRunsBySummary'
  | 'searchLoggedModels'
  | 'searchExperiments'
  | 'searchDatasets'
  | 'searchModels'
  | 'searchVersions'
  | 'findModels'
  | 'summarizeMetrics'
  | 'getMetricHistory'
  | 'getMetricHistoryBulk'
  | 'getMetricHistoryBulkInterval'

type HeavyReads = typeof oneThing &
  typeof administration & {
    [N in Endpoints]: HeavyRead<Checked<N>, Answer<N> | InPieces | InTexts>
  } & {
    listActivities: HeavyRead<{ name: string; version: string | undefined; before: number | undefined }, Activities>
    listStays: HeavyRead<{ name: string; wanted: readonly Stage[] }, InPieces>
  }

export type HeavyName = keyof HeavyReads

type OfMetric = { metric_key?: string | undefined }
/** So many points, of at most so many bytes. */
const pointsIn = ({ metric_key = '' }: OfMetric, most: number, bytes: number) =>
  Math.min(most, Math.ceil(bytes / (60 + Buffer.byteLength(metric_key))))
/** As many make a piece, and take a millisecond. */
const pointsOf = (input: OfMetric) => pointsIn(input, 2000, 150_000)
/** So many are read in ten turns of the main thread. */
const pointsHere = (input: OfMetric) => pointsIn(input, 20_000, 2_000_000)

/** The reads that can take long enough for others to notice, on a database with many rows. */
export const heavyReads: HeavyReads = {
  ...oneThing,
  searchRuns: { isHeavy: isHeavyForRuns, answer: runsInPieces },
  searchRunsBySummary: { isHeavy: isHeavyForRuns, answer: runsInPieces },
  searchLoggedModels: {
    isHeavy: (input, db, seen) =>
      isHeavySearch('loggedModels', input, db, seen, { unset: 50, isLong: hasManyParts(input.experiment_ids) }),
    answer(input, db) {
      const find = () => findLoggedModels(db, input)
      return inPieces('models', find, (some, most) => loggedModelsOf(db, some, most), {
        readInParts: (id) => loggedModelInParts(db, id),
      })
    },
  },
  searchExperiments: {
    isHeavy: (input, db, seen) => isHeavySearch('experiments', input, db, seen, { unset: 0 }),
    answer(input, db) {
      const find = () => findExperiments(db, input)
      return inPieces('experiments', find, (some, most) => experimentsOf(db, some, most), {
        readInParts: (id) => experimentInParts(db, id),
      })
    },
  },
  searchDatasets: {
    isHeavy: ({ experiment_ids = [] }, _db, seen) => hasManyInputs(seen, experiment_ids),
    answer: ({ experiment_ids = [] }, db) => listField('dataset_summaries', searchDatasets(db, experiment_ids)),
  },
  searchModels: {
    isHeavy: (input, db, seen) =>
      isHeavySearch('models', input, db, seen, {
        unset: 100,
        own: ANY_ONE,
        few: FEW,
        isLong: hasManyPrompts(db, 'models'),
      }) && !isFullSoon(100, seen, 'models', input),
    answer(input, db) {
      const find = () => findModelNames(db, input)
      return inPieces('registered_models', find, (some, most) => modelsOf(db, some, most), {
        readInParts: (name) => modelInParts(db, name),
      })
    },
  },
  findModels: {
    // How long the texts are turns out while they are read (weigh.ts).
    isHeavy: (_input, db) => hasMany(db, 'registered_models') || hasMany(db, 'model_texts'),
    answer(input, db) {
      const { names, wanted, ...page } = findNames(db, input)
      if (names.length === 0) return { found: [], ...page }
      let known: string[] | undefined = names
      const find = () => {
        const ids = known ?? findNames(db, input).names
        known = undefined // they are kept packed
        return { ids }
      }
      const read = (some: string[], most?: Most) => foundOf(db, some, wanted, most)
      const answer = inPieces('found', find, read, { readInParts: (name) => foundInParts(db, name, wanted) })
      return { ...answer, rest: () => page }
    },
  },
  searchVersions: {
    isHeavy: (input, db, seen) => {
      const model = oneModel(input.filter)
      // A page of one model's versions, as our pages ask for, comes from an index in its order.
      const isShort =
        !isLongSearch({ ...likeTheFirst('versions', input, seen), filter: '' }, 200_000) &&
        !hasManyPrompts(db, 'versions', model)
      if ((isShort && (model !== undefined || !input.filter)) || !looksUpMany(db, 'model_versions', input)) return false
      if (findsFew(seen, 'versions', input)) return false
      return model === undefined || (modelExists(seen, model) && hasMany(db, 'model_versions WHERE name = ?', model))
    },
    answer(input, db) {
      const find = () => findVersions(db, input)
      return inPieces('model_versions', find, (some, most) => versionsOf(db, some, most), {
        readInParts: ([name, version]) => versionInParts(db, name, version),
      })
    },
  },
  summarizeMetrics: {
    isHeavy: ({ run_ids }, _db, seen) => hasManyOf(seen, 'latest_metrics', run_ids),
    answer(input, db) {
      const find = () => ({ ids: findSummaries(db, input.run_ids) })
      return inPieces('summaries', find, (some) => summariesOf(db, some), { most: 1000 })
    },
  },
  getMetricHistory: {
    isHeavy: (input, db, seen) => !isShortStart(input) && hasManyPoints(db, seen, [idOf(input)], input.metric_key),
    isMedium: (input, db, seen) => !hasManyPoints(db, seen, [idOf(input)], input.metric_key, pointsHere(input)),
    answer(input, db) {
      const { pieces, rest } = history.metricHistoryInPieces(db, idOf(input), input, pointsOf(input))
      return { list: 'metrics', pieces, rest }
    },
  },
  getMetricHistoryBulk: {
    isHeavy: ({ run_id = [], metric_key }, db, seen) => hasManyPoints(db, seen, run_id, metric_key),
    answer: (input, db) => history.metricHistoryBulkInPieces(db, input, pointsOf(input)),
  },
  getMetricHistoryBulkInterval: {
    isHeavy: ({ run_ids = [], metric_key }, db, seen) => hasManyPoints(db, seen, run_ids, metric_key),
    answer(input, db) {
      const runs = history.checkedInterval(input)
      const read = ([run]: string[]) =>
        history.getMetricHistoryBulkInterval(db, { ...input, run_ids: [run!] }).metrics ?? []
      return inPieces('metrics', () => ({ ids: runs }), read, { most: 1 })
    },
  },
  ...administration,
  listActivities: {
    // A page passes over comments since deleted.
    isHeavy: ({ name }, db, seen) => hasMany(db, COMMENT_CHANGES, findLog(seen, name) ?? -1),
    answer: ({ name, version, before }, db) => listActivities(db, name, version, before),
  },
  listStays: {
    isHeavy: ({ name }, db, seen) => hasMany(db, STAGE_CHANGES, findLog(seen, name) ?? -1),
    answer: ({ name, wanted }, db) => packedInPieces('stays', () => listStays(db, name, wanted)),
  },
}

/** Whether an endpoint has reads that take so long. */
export const isHeavyName = (name: string): name is HeavyName => Object.hasOwn(heavyReads, name)

function isHeavyForRuns(input: RunsAsked, db: Db, seen: Db): boolean {
  const isLong = hasManyParts(input.experiment_ids, input.run_view_type)
  const usual = { unset: 1000, own: 'attributes.start_time DESC', isLong }
  return isHeavySearch('runs', input, db, seen, usual, () => isFirstByMetric(seen, input))
}

/** `few`: so many rows are found and read in a few milliseconds, if it is another number than of most. `isLong`: it is long whatever it asks for. */
type Usual = { unset: number; own?: string | typeof ANY_ONE; few?: number; isLong?: boolean }

/** Whether a search is long (`isLongSearch`), among many rows of which it does not find few. */
function isHeavySearch(
  grammar: Grammar,
  input: AnySearch,
  db: Db,
  seen: Db,
  { unset, own, few, isLong = false }: Usual,
  isAtHand = () => false,
): boolean {
  return (
    (isLong || isLongSearch(likeTheFirst(grammar, input, seen), unset, own)) &&
    looksUpMany(db, searchTables[grammar].table, input) &&
    !isAtHand() &&
    !findsFew(seen, grammar, input, few)
  )
}

function runsInPieces(input: RunsAsked, db: Db): InPieces {
  const find = () => findRuns(db, input)
  return inPieces('runs', find, (some, most) => runsOf(db, some, { modelInputs: false, most }), {
    readInParts: (id) => runInParts(db, id, { modelInputs: false }),
  })
}

/** Whether it begins in the index, and is so short that its points come from the index at once, however many there are. */
const isShortStart = (input: Checked<'getMetricHistory'>): boolean =>
  (!input.page_token || namesRow(input.page_token, askedBy('history', input))) &&
  (input.max_results ?? Infinity) <= MANY

/** The model whose versions a filter asks for, and nothing else, as our pages and MLflow's clients do. */
const oneModel = (filter = ''): string | undefined => /^\s*name\s*=\s*'([^']*)'\s*$/.exec(filter)?.[1]
