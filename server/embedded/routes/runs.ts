import type { Routes } from '../routes.ts'
import * as logging from '../store/runs/run-logging.ts'
import { searchRuns } from '../store/runs/search-runs.ts'
import * as models from '../store/runs/run-models.ts'
import { idOf } from '../store/runs/run-id.ts'
import * as runs from '../store/runs/runs.ts'
import * as summaries from '../store/runs/metric-summaries.ts'
import * as history from '../store/runs/metric-history.ts'

export const runRoutes = {
  createRun: (input, { db }) => ({ run: runs.createRun(db, input) }),
  updateRun: ({ run_id, run_uuid, ...change }, { db }) => ({
    run_info: runs.updateRun(db, idOf({ run_id, run_uuid }), change),
  }),
  getRun: (input, { db }, { most }) => ({ run: runs.getRun(db, idOf(input), most) }),
  searchRuns: (input, { db }, { most }) => searchRuns(db, input, most),
  deleteRun({ run_id }, { db }) {
    runs.deleteRun(db, run_id)
    return {}
  },
  restoreRun({ run_id }, { db }) {
    runs.restoreRun(db, run_id)
    return {}
  },
  logMetric({ run_id, run_uuid, ...point }, { db }) {
    logging.logMetric(db, idOf({ run_id, run_uuid }), point)
    return {}
  },
  logParam({ run_id, run_uuid, ...param }, { db }) {
    logging.logParam(db, idOf({ run_id, run_uuid }), param)
    return {}
  },
  setRunTag({ run_id, run_uuid, ...tag }, { db }) {
    logging.setRunTag(db, idOf({ run_id, run_uuid }), tag)
    return {}
  },
  deleteRunTag({ run_id, key }, { db }) {
    logging.deleteRunTag(db, run_id, key)
    return {}
  },
  logBatch(input, { db }) {
    logging.logBatch(db, input)
    return {}
  },
  logInputs(input, { db }) {
    models.logInputs(db, input)
    return {}
  },
  logOutputs(input, { db }) {
    models.logOutputs(db, input)
    return {}
  },
  logModel(input, { db }) {
    models.logModel(db, input)
    return {}
  },
} satisfies Partial<Routes>

export const metricRoutes = {
  getMetricHistory: (input, { db }) => history.getMetricHistory(db, idOf(input), input),
  getMetricHistoryBulk: (input, { db }) => history.getMetricHistoryBulk(db, input),
  searchRunsBySummary: (input, { db }, { most }) => searchRuns(db, input, most),
  summarizeMetrics: ({ run_ids }, { db }) => ({ summaries: summaries.summarizeMetrics(db, run_ids) }),
  getMetricHistoryBulkInterval: (input, { db }) => history.getMetricHistoryBulkInterval(db, input),
} satisfies Partial<Routes>
