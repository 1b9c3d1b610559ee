import { setImmediate as nextTurn } from 'node:timers/promises'
import { ApiError } from '#contract/errors.ts'
import type { AskedFile } from '#contract/find/which.ts'
import { below } from '#contract/model-uri.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { runRoot, storedPath } from '../artifacts/artifact-owners.ts'
import type { Asking } from '../admission.ts'
import type { WalkedFile } from '../artifacts/artifact-walk.ts'
import type { ArtifactStore } from '../artifacts/artifacts.ts'
import { hashOf } from '../artifacts/file-hashes.ts'
import { listOf } from '../artifacts/folder-files.ts'
import { openTurn } from '../artifacts/turn.ts'
import {
  askedFiles,
  type ComparedFile,
  type Folder,
  Late,
  likenessesOf,
  tell,
  together,
  type Which,
} from './compare-files.ts'
import { type Reading, readingInTurns } from './reading-in-turns.ts'

type Version = { name: string; version: string; current_stage: Stage }

/** How long files are read for one question, in ms: what is not reached is counted. A file that is being read then is read to its end. */
const READ_MS = 60_000
/** One folder or file at a time, so that the disk stays free for others. */
const admit = readingInTurns(1, READ_MS)

/**
 * Finds the versions that hold exactly these files: the same paths with the same bytes or, for one file without a path, those that have it
 * anywhere. Only versions that `db` shows. Sizes are compared first, and only files of the same size are read, once after each change.
 */
export const whichVersions = (
  db: Db,
  artifacts: ArtifactStore,
  asked: readonly AskedFile[],
  asking: Asking = {},
): Promise<Which> => admit(asking, (reading) => among(db, artifacts, [askedFiles(asked)], reading))

/** The same for each of several folders, while there is time; every version's folder is looked at once. `own`: where these are. */
async function among(
  db: Db,
  artifacts: ArtifactStore,
  folders: readonly Folder[],
  reading: Reading,
  own: ReadonlySet<string | undefined> = new Set(),
): Promise<Which> {
  const answer: Which = { exact: [], near: [], unread: 0 }
  if (folders.length === 0) return answer
  let late = 0
  for (const [place, versions] of await placesOf(db, reading)) {
    if (reading.isOver()) {
      late += versions.length
      continue
    }
    const path = storedPath(place)
    if (path === undefined) {
      answer.unread += versions.length
      continue
    }
    if (own.has(path)) {
      tell(answer, versions, { is: 'exact' })
      continue
    }
    await nextTurn()
    try {
      const likes = await likenessesOf(await folderAt(artifacts, path, reading), folders)
      for (const like of likes) tell(answer, versions, like)
    } catch (error) {
      if (error instanceof Late) late += versions.length
      else if (isUnread(error)) answer.unread += versions.length // no reason not to tell of the others
      else throw error
    }
  }
  return together({ ...answer, ...(late > 0 && { late }) })
}

/** Files were removed or locked meanwhile, or the system does not give them. */
const isUnread = (error: unknown) => error instanceof ApiError || (error instanceof Error && 'syscall' in error)

/** The files of a folder. They are looked at and hashed while there is time; then it throws Late. */
async function folderAt(
  artifacts: ArtifactStore,
  folder: string,
  { isOver, turn }: Reading,
): Promise<Folder & { isFew: boolean }> {
  const inTime: Reading['turn'] = (read) => {
    if (isOver()) throw new Late()
    return turn(read)
  }
  const { count, few } = await inTime(() => artifacts.look(folder))
  const compared = ({ path, size, etag }: WalkedFile): ComparedFile => ({
    path,
    size,
    hash: async () => inTime(() => hashOf(artifacts, below(folder, path), etag)),
  })
  if (few) return { ...listOf(few.map(compared)), isFew: true }
  return {
    count,
    isFew: false,
    async *parts() {
      for await (const some of readBy(inTime, artifacts.walk(folder))) yield some.map(compared)
    },
  }
}

/** Each part in a turn of its own. */
async function* readBy<T>(turn: Reading['turn'], parts: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  try {
    for (;;) {
      const next = await turn(() => parts.next())
      if (next.done) return
      yield next.value
    }
  } finally {
    await parts.return()
  }
}

/** As many versions are read before others are answered. */
const AT_A_TIME = 500

/** All versions by where their files are, which several may share: by name, the newest of each model first. */
async function placesOf(db: Db, { isAbandoned }: Reading): Promise<Map<string, Version[]>> {
  const places = new Map<string, Version[]>()
  const add = (ofModel: readonly Row[]) => {
    for (const { place, ...version } of ofModel.toReversed()) {
      const there = places.get(place)
      if (there) there.push(version)
      else places.set(place, [version])
    }
  }
  let ofModel: Row[] = []
  for (let after: Row | undefined; ;) {
    const rows = versionsAfter(db, after)
    for (const row of rows) {
      if (row.name !== ofModel[0]?.name) {
        add(ofModel)
        ofModel = []
      }
      ofModel.push(row)
    }
    after = rows.at(-1)
    if (rows.length < AT_A_TIME || isAbandoned()) break
    await nextTurn()
  }
  add(ofModel)
  return places
}

type Row = Version & { place: string }

const versionsAfter = (db: Db, after: Row | undefined): Row[] =>
  db.all<Row>(
    `SELECT v.name, CAST(v.version AS TEXT) AS version, v.current_stage, v.storage_location AS place
     FROM model_versions AS v WHERE (v.name, v.version) > (?, ?) ORDER BY v.name, v.version LIMIT ${AT_A_TIME}`,
    after?.name ?? '',
    Number(after?.version ?? 0),
  )

/** The same for the models that a run logged. Throws RESOURCE_DOES_NOT_EXIST, and INVALID_PARAMETER_VALUE if its files are elsewhere. */
export const whichOfRun = (db: Db, artifacts: ArtifactStore, run: string, asking: Asking): Promise<Which> =>
  admit(asking, (reading) => ofRun(db, artifacts, run, reading))

async function ofRun(db: Db, artifacts: ArtifactStore, run: string, reading: Reading): Promise<Which> {
  const models = new Map<string | undefined, Folder>()
  const turn = openTurn()
  let unread = 0
  for (const place of await foldersOf(db, artifacts, run, reading)) {
    await nextTurn()
    try {
      const folder = place === undefined || reading.isOver() ? undefined : await folderAt(artifacts, place, reading)
      // Those of few files are read now, so that it turns out if one cannot be.
      if (folder?.isFew)
        for await (const files of folder.parts())
          for (const { hash } of files) {
            await hash()
            if (turn.isOver()) await turn.next()
          }
      if (!folder) unread++
      else if (folder.count > 0) models.set(place, folder)
    } catch (error) {
      if (!(error instanceof Late) && !isUnread(error)) throw error
      unread++
    }
  }
  const answer = await among(db, artifacts, [...models.values()], reading, new Set(models.keys()))
  return { ...answer, ...(unread > 0 && { unread_models: unread }) }
}

/** Where the models of a run are: those that it logged, and its own folders with an MLmodel file; undefined for a place elsewhere. */
async function foldersOf(
  db: Db,
  artifacts: ArtifactStore,
  run: string,
  { turn }: Reading,
): Promise<Set<string | undefined>> {
  const root = runRoot(db, run).path
  const logged = db.all<{ artifact_uri: string }>(
    "SELECT artifact_uri FROM logged_models WHERE source_run_id = ? AND lifecycle_stage = 'active' ORDER BY creation_timestamp_ms DESC",
    run,
  )
  const places = new Set(logged.map(({ artifact_uri }) => storedPath(artifact_uri)))
  await turn(async () => {
    for await (const files of artifacts.walk(root))
      for (const { path } of files)
        if (/(^|\/)MLmodel$/.test(path)) places.add(`${root}/${path}`.replace(/\/MLmodel$/, ''))
  })
  return places
}
