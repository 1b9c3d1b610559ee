import { setImmediate as nextTurn } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { AskedFile } from '#contract/find/which.ts'
import { below } from '#contract/model-uri.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { runRoot, storedPath } from '../artifacts/artifact-owners.ts'
import type { ArtifactStore } from '../artifacts/artifacts.ts'
import { hashOf } from '../reviews/policy/version-files.ts'
import { type Folder, likenessOf, tell, together, type Which } from './compare-files.ts'

type Version = { name: string; version: string; current_stage: Stage }

/** Reading files for one person at a time, so that the disk stays free for others. */
const oneByOne = pLimit(1)

/**
 * Finds the versions that hold exactly these files: the same paths with the same bytes or, for one file without a path, those that have it
 * anywhere. Only versions that `db` shows. Sizes are compared first, and only files of the same size are read, once after each change.
 */
export const whichVersions = (db: Db, artifacts: ArtifactStore, asked: readonly AskedFile[]): Promise<Which> =>
  oneByOne(async () => {
    const answer: Which = { exact: [], near: [], unread: 0 }
    for (const [place, versions] of placesOf(db)) {
      const path = storedPath(place)
      if (path === undefined) {
        answer.unread += versions.length
        continue
      }
      await nextTurn()
      try {
        tell(answer, versions, await likenessOf(folderAt(artifacts, path), asked))
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error
        answer.unread += versions.length // removed or locked meanwhile, which is no reason not to tell of the others
      }
    }
    return together([answer])
  })

function folderAt(artifacts: ArtifactStore, folder: string): Folder {
  const files = artifacts.walk(folder)
  const etags = new Map(files.map(({ path, etag }) => [path, etag]))
  return { files, hashOf: (path) => hashOf(artifacts, below(folder, path), etags.get(path) ?? '') }
}

/** All versions by where their files are, which several may share. */
function placesOf(db: Db): Map<string, Version[]> {
  const rows = db.all<Version & { place: string }>(
    `SELECT v.name, CAST(v.version AS TEXT) AS version, v.current_stage, v.storage_location AS place
     FROM model_versions AS v ORDER BY v.name, v.version DESC`,
  )
  const places = new Map<string, Version[]>()
  for (const { place, ...version } of rows) {
    const there = places.get(place)
    if (there) there.push(version)
    else places.set(place, [version])
  }
  return places
}

/** Model folders of one run that are looked at. */
const MOST_FOLDERS = 20

/** The same for the models that a run logged. Throws RESOURCE_DOES_NOT_EXIST, and INVALID_PARAMETER_VALUE if its files are elsewhere. */
export async function whichOfRun(db: Db, artifacts: ArtifactStore, run: string): Promise<Which> {
  const root = runRoot(db, run).path
  const logged = db.all<{ artifact_uri: string }>(
    `SELECT artifact_uri FROM logged_models WHERE source_run_id = ? AND lifecycle_stage = 'active'
     ORDER BY creation_timestamp_ms DESC LIMIT ?`,
    run,
    MOST_FOLDERS,
  )
  const own = artifacts
    .walk(root)
    .flatMap(({ path }) => (/(^|\/)MLmodel$/.test(path) ? [`${root}/${path}`.replace(/\/MLmodel$/, '')] : []))
  const folders = new Set([...logged.flatMap(({ artifact_uri }) => storedPath(artifact_uri) ?? []), ...own])
  const answers: Which[] = []
  for (const folder of [...folders].slice(0, MOST_FOLDERS)) {
    const files: AskedFile[] = []
    for (const { path, etag, size } of artifacts.walk(folder))
      files.push({ path, size, sha256: await hashOf(artifacts, below(folder, path), etag) })
    if (files.length > 0) answers.push(await whichVersions(db, artifacts, files))
  }
  return together(answers)
}
