import type { Routes } from '../routes.ts'
import * as history from '../store/runs/metric-history.ts'
import { idOf } from './runs.ts'

export const metricRoutes = {
  getMetricHistory: (input, { db }) => history.getMetricHistory(db, idOf(input), input),
  getMetricHistoryBulk: (input, { db }) => history.getMetricHistoryBulk(db, input),
  getMetricHistoryBulkInterval: (input, { db }) => history.getMetricHistoryBulkInterval(db, input),
} satisfies Partial<Routes>
