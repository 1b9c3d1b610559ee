import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../app.ts'
import { defaults } from '../config/config.ts'
import { embedded } from '../embedded/backend.ts'
import { openDb } from '../embedded/db.ts'
import { type HeavyReaders, openHeavyReaders } from '../embedded/heavy/heavy-readers.ts'
import { openArtifacts } from '../embedded/store/artifacts/artifacts.ts'

/** A database file with two servers: one that reads all by itself, and one beside whose reading thread is counted in `threads()`. */
export function openBoth() {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const path = join(data, 'modelshelf.db')
  const db = openDb(path)
  const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  const readers: HeavyReaders = openHeavyReaders(path, db, { accounts: false })
  let threads = 0
  const counted: HeavyReaders = {
    ...readers,
    read(...asked) {
      const answer = readers.read(...asked)
      if (answer) threads += 1
      return answer
    },
  }
  const here = createApp({ backend: embedded({ ...defaults, db, artifacts }) })
  const beside = createApp({ backend: embedded({ ...defaults, db, artifacts, readers: counted }) })
  return { data, path, db, artifacts, readers, here, beside, threads: () => threads }
}
