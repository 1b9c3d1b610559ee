import { ApiError, conflict } from '#contract/errors.ts'
import type { SampleChange, SampleState } from '#contract/sample.ts'
import type { Db } from '../../db.ts'
import type { ArtifactStore } from '../artifacts/artifacts.ts'
import { readSampleFiles, readSampleRows } from './sample-data.ts'
import { countSample, deleteSample, insertSample, refuseTakenNames } from './sample-rows.ts'
import { samplePlace } from './sample-tables.ts'
import { deletedFolders, workOnSample } from './sample-work.ts'
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { NewFile } from '../artifacts/artifact-folder.ts'

type Stores = { db: Db; artifacts: ArtifactStore }
type State = 'loading' | 'loaded' | 'removing'

const stateOf = (db: Db) => db.get<{ state: State; loaded_at: number }>('SELECT state, loaded_at FROM sample_project')

/** When the sample project was loaded, if it is. */
export function sampleState(db: Db): SampleState {
  const row = stateOf(db)
  return row?.state === 'loaded' ? { loaded_at: row.loaded_at } : {}
}

/**
 * Loads the sample project, all or nothing, even if killed: first a note in the database, then the files, then the rows
 * and the update of the note in one write. Throws RESOURCE_ALREADY_EXISTS if it is loaded or one of its names is taken.
 */
export async function loadSample({ db, artifacts }: Stores, now = Date.now()): Promise<SampleChange> {
  const started = performance.now()
  const [rows, files] = await Promise.all([readSampleRows(), readSampleFiles(now)])
  await settleSample({ db, artifacts })
  if (stateOf(db)) throw new ApiError('RESOURCE_ALREADY_EXISTS', 'The sample project is loaded already.')
  // After the note below, files at the sample's path count as the sample's.
  for await (const files of artifacts.list(''))
    if (files.some(({ path }) => path === samplePlace))
      throw new ApiError(
        'RESOURCE_ALREADY_EXISTS',
        `There are other artifacts in '${samplePlace}', where the sample's go.`,
      )
  await db.write(() => {
    refuseTakenNames(db, rows)
    db.run(`INSERT INTO sample_project VALUES (1, 'loading', ?, ?)`, now, fingerprints(files))
  })
  try {
    await artifacts.putFolder(samplePlace, files)
    const counts = await db.write(() => {
      refuseTakenNames(db, rows) // again: somebody may have taken a name meanwhile
      insertSample(db, rows, now)
      db.run(`UPDATE sample_project SET state = 'loaded'`)
      return countSample(db)
    })
    return { ...counts, milliseconds: Math.round(performance.now() - started) }
  } catch (error) {
    await settleSample({ db, artifacts })
    throw error
  }
}

/** Removes exactly what was loaded. Throws RESOURCE_CONFLICT if somebody's work depends on it, naming that work. */
export async function removeSample({ db, artifacts }: Stores): Promise<SampleChange> {
  const started = performance.now()
  await settleSample({ db, artifacts })
  const files = await addedFiles(db, artifacts)
  const counts = await db.write(() => {
    if (!stateOf(db)) throw new ApiError('RESOURCE_DOES_NOT_EXIST', 'The sample project is not loaded.')
    refuseWork([...workOnSample(db), ...files])
    const counts = countSample(db)
    deleteSample(db)
    db.run(`UPDATE sample_project SET state = 'removing'`)
    return counts
  })
  await settleSample({ db, artifacts })
  return { ...counts, milliseconds: Math.round(performance.now() - started) }
}

/** Cleans up after a kill or an error: deletes the files of a sample without rows, then its note. */
export async function settleSample({ db, artifacts }: Stores): Promise<void> {
  const state = stateOf(db)?.state
  if (state === undefined || state === 'loaded') return
  await artifacts.remove(samplePlace)
  await db.write(() => db.run('DELETE FROM sample_project'))
}

const NAMED = 5

function refuseWork(work: readonly string[]): void {
  if (work.length === 0) return
  const more = work.length > NAMED ? ` and ${work.length - NAMED} more` : ''
  throw conflict(
    `The sample project cannot be removed because other work depends on it. Delete this first: ${work.slice(0, NAMED).join(', ')}${more}.`,
  )
}

/** JSON of path in the store → SHA-256, to find out later whether a file was changed. */
const fingerprints = (files: readonly NewFile[]): string =>
  JSON.stringify(Object.fromEntries(files.map(({ path, bytes }) => [`${samplePlace}/${path}`, sha256(bytes)])))

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Names the files that somebody added to the sample or replaced in it, except those of deleted runs. */
async function addedFiles(db: Db, artifacts: ArtifactStore): Promise<string[]> {
  const loaded = loadedFiles(db)
  const ignored = deletedFolders(db)
  const added: string[] = []
  const look = async (folder: string): Promise<void> => {
    if (ignored.includes(folder)) return
    for await (const files of artifacts.list(folder))
      for (const { path: name, is_dir } of files) {
        const path = `${folder}/${name}`
        if (is_dir) await look(path)
        else if (loaded[path] === undefined || loaded[path] !== (await hashOf(artifacts, path)))
          added.push(`the file “${name}”`)
      }
  }
  await look(samplePlace)
  return added
}

function loadedFiles(db: Db): Record<string, string> {
  const row = db.get<{ files: string }>('SELECT files FROM sample_project')
  return row ? (JSON.parse(row.files) as Record<string, string>) : {} // `fingerprints` wrote it
}

async function hashOf(artifacts: ArtifactStore, path: string): Promise<string> {
  const file = await artifacts.open(path)
  if (file.size > 0) return sha256(await buffer(file.read(0, file.size - 1)))
  await file.close()
  return sha256(new Uint8Array())
}
