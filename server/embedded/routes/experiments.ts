import type { Routes } from '../routes.ts'
import * as datasets from '../store/runs/datasets.ts'
import { searchExperiments } from '../store/experiments/search-experiments.ts'
import * as rows from '../store/experiments/experiment-rows.ts'
import * as tags from '../store/experiments/experiment-tags.ts'
import * as experiments from '../store/experiments/experiments.ts'

export const experimentRoutes = {
  createExperiment: (input, { db, allowedLocations, allowedSchemes }) => ({
    experiment_id: experiments.createExperiment(db, input, [
      ...allowedLocations,
      ...allowedSchemes.map((scheme) => `${scheme}://`),
    ]),
  }),
  getExperiment: ({ experiment_id }, { db }) => ({ experiment: rows.getExperiment(db, experiment_id) }),
  getExperimentByName: ({ experiment_name }, { db }) => ({
    experiment: rows.getExperimentByName(db, experiment_name),
  }),
  searchExperiments: (input, { db }) => searchExperiments(db, input),
  updateExperiment({ experiment_id, new_name }, { db }) {
    experiments.updateExperiment(db, experiment_id, new_name)
    return {}
  },
  deleteExperiment({ experiment_id }, { db }) {
    experiments.deleteExperiment(db, experiment_id)
    return {}
  },
  restoreExperiment({ experiment_id }, { db }) {
    experiments.restoreExperiment(db, experiment_id)
    return {}
  },
  setExperimentTag({ experiment_id, ...tag }, { db }) {
    tags.setExperimentTag(db, experiment_id, tag)
    return {}
  },
  deleteExperimentTag({ experiment_id, key }, { db }) {
    tags.deleteExperimentTag(db, experiment_id, key)
    return {}
  },
  searchDatasets({ experiment_ids = [] }, { db }) {
    const found = datasets.searchDatasets(db, experiment_ids)
    return found.length > 0 ? { dataset_summaries: found } : {}
  },
} satisfies Partial<Routes>
