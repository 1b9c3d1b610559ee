import { setImmediate as nextTurn } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { Output } from '#contract/endpoints.ts'
import { ADDED_BY_DOWNLOADS, type AskedFile } from '#contract/find/which.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { runRoot, storedPath } from '../artifacts/artifact-owners.ts'
import type { ArtifactStore, WalkedFile } from '../artifacts/artifacts.ts'
import { hashOf } from '../reviews/policy/version-files.ts'

type Which = Output<'whichVersions'>
type Version = { name: string; version: string; current_stage: Stage }

/** Reading files for one person at a time, so that the disk stays free for others. */
const oneByOne = pLimit(1)
const MOST_NEAR = 20

/**
 * Finds the versions that hold exactly these files: the same paths with the same bytes or, for one file without a path, those that have it
 * anywhere. Only versions that `db` shows. Sizes are compared first, and only files of the same size are read, once after each change.
 */
export const whichVersions = (db: Db, artifacts: ArtifactStore, asked: readonly AskedFile[]): Promise<Which> =>
  oneByOne(async () => {
    const [only] = asked
    const files = new Map(asked.flatMap((file) => (file.path === ADDED_BY_DOWNLOADS ? [] : [[file.path, file]])))
    const answer: Which = { exact: [], near: [], unread: 0 }
    for (const [place, versions] of placesOf(db)) {
      const path = storedPath(place)
      if (path === undefined) {
        answer.unread += versions.length
        continue
      }
      await nextTurn()
      const stored = artifacts.walk(path).filter((file) => file.path !== ADDED_BY_DOWNLOADS)
      if (only?.path === '') {
        const same = await pathOf(artifacts, path, stored, only)
        if (same !== undefined) answer.exact.push(...versions.map((version) => ({ ...version, path: same })))
        continue
      }
      const like = await compare(artifacts, path, stored, files)
      if (like?.differing === 0) answer.exact.push(...versions)
      else if (like) answer.near.push(...versions.map((version) => ({ ...version, ...like })))
    }
    return { ...answer, near: nearest(answer.near) }
  })

const nearest = (near: Which['near']): Which['near'] =>
  near.toSorted((a, b) => a.differing / a.of - b.differing / b.of).slice(0, MOST_NEAR)

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

async function pathOf(artifacts: ArtifactStore, folder: string, stored: readonly WalkedFile[], asked: AskedFile) {
  for (const { path, etag, size } of stored)
    if (size === asked.size && (await hashOf(artifacts, `${folder}/${path}`, etag)) === asked.sha256) return path
  return undefined
}

/** How many files differ of all that one of both has; undefined if fewer than half are the same. */
async function compare(
  artifacts: ArtifactStore,
  folder: string,
  stored: readonly WalkedFile[],
  asked: ReadonlyMap<string, AskedFile>,
): Promise<{ differing: number; of: number } | undefined> {
  const candidates = stored.filter(({ path, size }) => asked.get(path)?.size === size)
  const of = asked.size + stored.filter(({ path }) => !asked.has(path)).length
  const isLike = (same: number) => same > 0 && same * 2 >= of
  if (!isLike(candidates.length)) return undefined
  let same = 0
  for (const { path, etag } of candidates)
    if ((await hashOf(artifacts, `${folder}/${path}`, etag)) === asked.get(path)?.sha256) same += 1
  return isLike(same) ? { differing: of - same, of } : undefined
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
      files.push({ path, size, sha256: await hashOf(artifacts, `${folder}/${path}`, etag) })
    if (files.length > 0) answers.push(await whichVersions(db, artifacts, files))
  }
  const exact = distinct(answers.flatMap((answer) => answer.exact))
  const isExact = new Set(exact.map(keyOf))
  return {
    exact,
    near: distinct(nearest(answers.flatMap((answer) => answer.near))).filter((one) => !isExact.has(keyOf(one))),
    unread: answers[0]?.unread ?? 0,
  }
}

const keyOf = ({ name, version }: { name: string; version: string }) => `${name}/${version}`

/** The first of each version. */
function distinct<V extends Version>(versions: readonly V[]): V[] {
  const seen = new Map<string, V>()
  for (const version of versions) if (!seen.has(keyOf(version))) seen.set(keyOf(version), version)
  return [...seen.values()]
}
