import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { Db } from '../../db.ts'
import type { NewFile } from '../artifacts/artifact-folder.ts'
import type { ArtifactStore } from '../artifacts/artifacts.ts'
import { samplePlace } from './sample-tables.ts'
import { deletedFolders } from './sample-work.ts'

/** JSON of path in the store → SHA-256, to find out later whether a file was changed. */
export const fingerprints = (files: readonly NewFile[]): string =>
  JSON.stringify(Object.fromEntries(files.map(({ path, bytes }) => [`${samplePlace}/${path}`, sha256(bytes)])))

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Names the files that somebody added to the sample or replaced in it, except those of deleted runs. */
export async function addedFiles(db: Db, artifacts: ArtifactStore): Promise<string[]> {
  const loaded = loadedFiles(db)
  const ignored = deletedFolders(db)
  const added: string[] = []
  const look = async (folder: string): Promise<void> => {
    if (ignored.includes(folder)) return
    for (const { path: name, is_dir } of await artifacts.list(folder)) {
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
