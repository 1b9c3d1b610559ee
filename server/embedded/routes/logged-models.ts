import type { Routes } from '../routes.ts'
import * as data from '../store/logged-models/logged-model-data.ts'
import { searchLoggedModels } from '../store/logged-models/search-logged-models.ts'
import * as models from '../store/logged-models/logged-models.ts'

export const loggedModelRoutes = {
  createLoggedModel: (input, { db }) => ({ model: models.createLoggedModel(db, input) }),
  getLoggedModel: ({ model_id, allow_deleted = false }, { db }, { most }) => ({
    model: models.getLoggedModel(db, model_id, allow_deleted, most),
  }),
  searchLoggedModels: (input, { db }, { most }) => searchLoggedModels(db, input, most),
  finalizeLoggedModel: (input, { db }) => ({ model: models.finalizeLoggedModel(db, input) }),
  deleteLoggedModel({ model_id }, { db }) {
    models.deleteLoggedModel(db, model_id)
    return {}
  },
  logLoggedModelParams({ model_id, params }, { db }) {
    data.logLoggedModelParams(db, model_id, params)
    return {}
  },
  setLoggedModelTags: ({ model_id, tags }, { db }) => ({ model: data.setLoggedModelTags(db, model_id, tags) }),
  deleteLoggedModelTag({ model_id, key }, { db }) {
    data.deleteLoggedModelTag(db, model_id, key)
    return {}
  },
} satisfies Partial<Routes>
