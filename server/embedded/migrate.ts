import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

/**
 * Runs the migrations (migrations/NNN-*.sql) after `PRAGMA user_version`. Throws if that is newer than all of them, since an
 * older Modelshelf would damage the data of a newer one.
 */
export function migrate(sqlite: DatabaseSync): void {
  const folder = join(import.meta.dirname, 'migrations')
  const { user_version: done } = sqlite.prepare('PRAGMA user_version').get() as { user_version: number }
  const files = readdirSync(folder).toSorted()
  if (done > Number.parseInt(files.at(-1) ?? '', 10))
    throw new Error('its database was created by a newer version of Modelshelf')
  for (const file of files) {
    const number = Number.parseInt(file, 10)
    if (number <= done) continue
    sqlite.exec('BEGIN IMMEDIATE')
    sqlite.exec(readFileSync(join(folder, file), 'utf8'))
    sqlite.exec(`PRAGMA user_version = ${number}; COMMIT`)
  }
}
