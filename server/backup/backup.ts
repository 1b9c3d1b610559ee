import { constants, existsSync, readdirSync } from 'node:fs'
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { ConfigError } from '../config/config-values.ts'

/** More pages than a database can have: all are copied from one moment, however much is written meanwhile. */
const ALL_PAGES = 2 ** 31 - 1

/** Our own, or what is kept of an MLflow server: one for each workspace (upstream/reviews/books.ts). */
const DATABASE = /^(modelshelf|mlflow(-[0-9a-f]{16})?)\.db$/

/**
 * Copies a data folder, whose server may be running, into a new one that a server can be started with. The databases come first, as
 * they are at one moment, so that each file that they name has been written before. Returns what to print. Throws ConfigError.
 */
export async function backUp(data: string, target: string): Promise<string> {
  if (target === '') throw new ConfigError('Name the folder to write the backup to: modelshelf backup DIR.')
  const databases = existsSync(data) ? readdirSync(data).filter((name) => DATABASE.test(name)) : []
  if (databases.length === 0) throw new ConfigError(`There is no data in ${data}. Use --data.`)
  const to = resolve(target)
  if (to === data || to.startsWith(data + sep)) throw new ConfigError(`The backup must be outside of ${data}.`)
  await mkdir(to, { recursive: true, mode: 0o700 }) // it holds hashes of passwords
  if ((await readdir(to)).length > 0) throw new ConfigError(`${to} is not empty. A backup needs a folder of its own.`)
  for (const name of databases) {
    const database = new DatabaseSync(join(data, name), { readOnly: true, timeout: 2000 })
    try {
      await backup(database, join(to, name), { rate: ALL_PAGES })
    } finally {
      database.close()
    }
  }
  const files = await copyFiles(join(data, 'artifacts'), join(to, 'artifacts'))
  return `Backup written to ${to}: the database and ${files} ${files === 1 ? 'file' : 'files'}. To use it: --data ${to}`
}

/** Copies a folder of files that can be deleted meanwhile; returns how many were there. */
async function copyFiles(from: string, to: string): Promise<number> {
  await mkdir(to, { recursive: true })
  let copied = 0
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true }).catch(whatIsGone)) {
    const path = relative(from, join(entry.parentPath, entry.name))
    if (entry.isDirectory()) await mkdir(join(to, path), { recursive: true })
    if (!entry.isFile()) continue
    await mkdir(resolve(to, path, '..'), { recursive: true })
    const isThere = await copyFile(join(from, path), join(to, path), constants.COPYFILE_FICLONE).then(() => true, gone)
    if (isThere) copied += 1
  }
  return copied
}

const whatIsGone = (error: NodeJS.ErrnoException) => (gone(error), [])

function gone(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false
  throw error
}
