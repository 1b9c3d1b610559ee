import type { Routes } from '../routes.ts'
import * as aliases from '../store/registry/aliases.ts'
import { getLatestVersions } from '../store/registry/latest-versions.ts'
import * as tags from '../store/registry/model-tags.ts'
import * as models from '../store/registry/models.ts'
import { searchModels } from '../store/registry/search-models.ts'
import { listField } from '../store/registry/version-rows.ts'

export const modelRoutes = {
  createModel: ({ name, description, tags }, { db }) => ({
    registered_model: models.createModel(db, name, description, tags),
  }),
  getModel: ({ name }, { db }) => ({ registered_model: models.getModel(db, name) }),
  updateModel: ({ name, description }, { db }) => ({ registered_model: models.updateModel(db, name, description) }),
  renameModel: ({ name, new_name }, { db }) => ({ registered_model: models.renameModel(db, name, new_name) }),
  deleteModel: ({ name }, { db }) => {
    models.deleteModel(db, name)
    return {}
  },
  searchModels: (search, { db }) => searchModels(db, search),
  getLatestVersions: ({ name, stages }, { db }) => listField('model_versions', getLatestVersions(db, name, stages)),
  setModelTag: ({ name, key, value }, { db }) => {
    tags.setModelTag(db, name, key, value)
    return {}
  },
  deleteModelTag: ({ name, key }, { db }) => {
    tags.deleteModelTag(db, name, key)
    return {}
  },
  setAlias: ({ alias, ...id }, { db }) => {
    aliases.setAlias(db, id, alias)
    return {}
  },
  deleteAlias: ({ name, alias }, { db }) => {
    aliases.deleteAlias(db, name, alias)
    return {}
  },
  getVersionByAlias: ({ name, alias }, { db }) => ({ model_version: aliases.getVersionByAlias(db, name, alias) }),
} satisfies Partial<Routes>
