import { invalid } from '#contract/errors.ts'
import { viewerOf, type Who } from '../context.ts'
import type { Db } from '../db.ts'
import type { SlowWrites, Routes } from '../routes.ts'
import { levels } from '../store/accounts/level-words.ts'
import { levelForEverybody, levelOn } from '../store/accounts/levels.ts'
import { copyAllowedSource } from '../store/registry/copy-source.ts'
import { findLog, record } from '../store/reviews/log.ts'
import { requireDeletable } from '../store/reviews/policy/guarded.ts'
import { whichOfRun, whichVersions } from '../store/find/which-versions.ts'
import { createVersion } from '../store/registry/create-version.ts'
import * as tags from '../store/registry/model-tags.ts'
import { searchVersions } from '../store/registry/search-registry.ts'
import { transitionStage } from '../store/registry/stages.ts'
import { requireVersion } from '../store/registry/version-rows.ts'
import { announceTag, announceVersion } from '../store/webhooks/mlflow-bodies.ts'
import { announceVersionTag } from '../store/webhooks/workspace-bodies.ts'
import { hasActiveWebhooks } from '../store/webhooks/webhook-rows.ts'
import * as versions from '../store/registry/versions.ts'

export const slowVersionWrites = {
  async createVersion({ source }, context, write) {
    const copied = await copyAllowedSource(context, source)
    if (copied === undefined) return write()
    try {
      return await write({ copied: copied.uri })
    } catch (error) {
      // A thread that ended may have written it before it could say so (heavy/heavy-writer.ts).
      const isWritten = context.db.get('SELECT 1 FROM model_versions WHERE place = ?', `/${copied.path}`) !== undefined
      if (!isWritten) await context.artifacts.remove(copied.path)
      throw error
    }
  },
} satisfies SlowWrites

/**
 * Whether a new version is noted in a tag of its logged model, which all who read its experiment see: with accounts, if its maker may
 * change
 * that, and everybody may know of the version.
 */
function notesOnLoggedModel(db: Db, who: Who, { name, model_id }: { name: string; model_id?: string | undefined }) {
  if (who.kind !== 'account' || !model_id) return true
  const row = db.get<{ id: number }>('SELECT experiment_id AS id FROM logged_models WHERE model_id = ?', model_id)
  const isOpen = levelForEverybody(db, { kind: 'model', name }) !== levels.none
  return isOpen && row !== undefined && levelOn(db, who, { kind: 'experiment', id: row.id }) >= levels.edit
}

export const versionRoutes = {
  createVersion: (version, { db, allowedSchemes }, { copied, who, seen }) => {
    const notes = notesOnLoggedModel(db, who, version)
    const model_version = createVersion(db, version, { copied, schemes: allowedSchemes, seen, notes })
    record(db, version.name, who.name, { kind: 'registered', version: model_version.version })
    const { source = '', run_id } = model_version
    announceVersion(db, { ...version, version: model_version.version, source, run_id })
    return { model_version }
  },
  getVersion: (id, { db }) => ({ model_version: versions.getVersion(db, id) }),
  updateVersion: ({ description, ...id }, { db }, { who }) => {
    const model_version = versions.updateVersion(db, id, description)
    record(db, id.name, who.name, { kind: 'described', version: model_version.version })
    return { model_version }
  },
  transitionStage: ({ archive_existing_versions: archive, ...move }, { db, artifacts }, { who, files, seen }) => ({
    model_version: transitionStage(db, { ...move, archive }, { user: who.name }, { artifacts, files, seen })
      .model_version,
  }),
  deleteVersion: (id, { db }, { who }) => {
    const version = String(requireVersion(db, id).version)
    requireDeletable(db, id)
    versions.deleteVersion(db, id)
    record(db, id.name, who.name, { kind: 'version-deleted', version })
    return {}
  },
  searchVersions: (search, { db }) => searchVersions(db, search),
  getDownloadUri: (id, { db }) => ({ artifact_uri: versions.getDownloadUri(db, id) }),
  setVersionTag: ({ key, value, ...id }, { db }, { who }) => {
    tags.setVersionTag(db, id, key, value)
    if (hasActiveWebhooks(db)) {
      announceTag(db, { ...id, key, value })
      announceVersionTag(db, findLog(db, id.name), { ...id, key, value, user: who.name })
    }
    return {}
  },
  deleteVersionTag: ({ key, ...id }, { db }) => {
    tags.deleteVersionTag(db, id, key)
    announceTag(db, { ...id, key })
    return {}
  },
  whichVersions: ({ files, run_id }, { db, artifacts }, { who, signal }) => {
    const asking = { person: viewerOf(who)?.name, signal: signal?.() }
    if (run_id) return whichOfRun(db, artifacts, run_id, asking)
    if (!files || files.length === 0) throw invalid("Name 'files' or a 'run_id'.")
    return whichVersions(db, artifacts, files, asking)
  },
} satisfies Partial<Routes>
