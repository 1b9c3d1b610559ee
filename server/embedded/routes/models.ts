import type { Routes } from '../routes.ts'
import * as aliases from '../store/registry/aliases.ts'
import { findModels } from '../store/find/find-models.ts'
import { record } from '../store/reviews/log.ts'
import { requireAllowed } from '../store/reviews/policy/gate.ts'
import { requireRemovable, requireUnguarded } from '../store/reviews/policy/guarded.ts'
import { getLatestVersions } from '../store/registry/latest-versions.ts'
import * as tags from '../store/registry/model-tags.ts'
import { announceModel, announceModelTag } from '../store/webhooks/mlflow-bodies.ts'
import { modelExists } from '../store/registry/model-rows.ts'
import * as models from '../store/registry/models.ts'
import { searchModels } from '../store/registry/search-registry.ts'
import { listField } from '../store/registry/version-rows.ts'

export const modelRoutes = {
  createModel: ({ name, description, tags }, { db }, { who }) => {
    const registered_model = models.createModel(db, name, description, tags)
    record(db, name, who.name, { kind: 'created' })
    announceModel(db, { name, description, tags })
    return { registered_model }
  },
  getModel: ({ name }, { db }) => ({ registered_model: models.getModel(db, name) }),
  updateModel: ({ name, description }, { db }, { who }) => {
    const registered_model = models.updateModel(db, name, description)
    record(db, name, who.name, { kind: 'described' })
    return { registered_model }
  },
  renameModel: ({ name, new_name }, { db }, { who }) => {
    requireUnguarded(db, name, 'renamed')
    const registered_model = models.renameModel(db, name, new_name)
    record(db, new_name, who.name, { kind: 'renamed', from: name, to: new_name })
    return { registered_model }
  },
  deleteModel: ({ name }, { db }, { who }) => {
    requireUnguarded(db, name, 'deleted')
    if (modelExists(db, name)) record(db, name, who.name, { kind: 'deleted' })
    models.deleteModel(db, name)
    return {}
  },
  searchModels: (search, { db }) => searchModels(db, search),
  findModels: (input, { db }) => findModels(db, input),
  getLatestVersions: ({ name, stages }, { db }) => listField('model_versions', getLatestVersions(db, name, stages)),
  setModelTag: ({ name, key, value }, { db }) => {
    tags.setModelTag(db, name, key, value)
    announceModelTag(db, { name, key, value })
    return {}
  },
  deleteModelTag: ({ name, key }, { db }) => {
    tags.deleteModelTag(db, name, key)
    announceModelTag(db, { name, key })
    return {}
  },
  setAlias: ({ alias, ...id }, { db, artifacts }, { who, files, seen }) => {
    aliases.requireAliasable(db, id, alias) // before the policy, whose model may not exist
    requireAllowed(db, { ...id, aliases: [alias] }, { artifacts, files, seen })
    aliases.moveAlias(db, id, alias, { user: who.name }, artifacts)
    return {}
  },
  deleteAlias: ({ name, alias }, { db, artifacts }, { who }) => {
    requireRemovable(db, name, alias)
    aliases.removeAlias(db, name, alias, { user: who.name }, artifacts)
    return {}
  },
  getVersionByAlias: ({ name, alias }, { db }) => ({ model_version: aliases.getVersionByAlias(db, name, alias) }),
} satisfies Partial<Routes>
