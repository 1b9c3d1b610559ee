import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_WORKSPACE } from '#contract/workspaces.ts'
import { type Db, openDb } from '../../embedded/db.ts'
import { reviewsUnavailable } from '../../doors.ts'

/** The databases with what is known of an MLflow server's models, and their logs: one for each workspace. */
export type Books = {
  /** Opens the database of a workspace, new if need be; `''` is the one of a request that names none. */
  of(workspace: string): Db
  /** The same, or undefined if nothing was ever kept of this workspace. */
  find(workspace: string): Db | undefined
  close(): void
}

/** Opens books in the folder `data`; in memory without one, for tests. */
export function openBooks(data?: string): Books {
  const open = new Map<string, Db>()
  const fileOf = (workspace: string) =>
    data === undefined ? ':memory:' : join(data, workspace === '' ? 'mlflow.db' : `mlflow-${digestOf(workspace)}.db`)
  const of = (asked: string): Db => {
    const workspace = asked === DEFAULT_WORKSPACE ? '' : asked
    const db = open.get(workspace) ?? openOne(fileOf(workspace))
    open.set(workspace, db)
    return db
  }
  return {
    of,
    find: (workspace) =>
      open.has(workspace) || (data !== undefined && existsSync(fileOf(workspace))) ? of(workspace) : undefined,
    close() {
      for (const db of open.values()) db.close()
    },
  }
}

const digestOf = (workspace: string) => createHash('sha256').update(workspace).digest('hex').slice(0, 16)

/** Without the log there is no policy, so nothing that it guards may be done: 503. */
function openOne(file: string): Db {
  try {
    return openDb(file)
  } catch (error) {
    console.error(error)
    throw reviewsUnavailable('The log of reviews cannot be read, so its policies cannot be kept.', 503)
  }
}
