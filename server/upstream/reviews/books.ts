import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Db, openDb } from '../../embedded/db.ts'
import type { MaySave } from '../../embedded/store/webhooks/owner.ts'
import type { Targets } from '../../embedded/store/webhooks/targets.ts'
import { type Sender, startSender } from '../../embedded/webhooks/sender.ts'
import { reviewsUnavailable } from '../../doors.ts'
import { bookName } from './book-name.ts'

/** The databases with what is known of an MLflow server's models, and their logs: one for each workspace. */
export type Books = {
  /** Opens the database of a workspace, new if need be; `''` is the one of a request that names none. */
  of(workspace: string): Db
  /** The same, or undefined if nothing was ever kept of this workspace. */
  find(workspace: string): Db | undefined
  /** Sends what the outbox of one of them holds. */
  senderOf(db: Db): Sender
  /** Stops sending, and closes them. */
  close(): Promise<void>
}

type Book = { db: Db; sender: Sender }

const isBook = (name: string) => /^mlflow-[0-9a-f]{16}\.db$/.test(name)

type Options = {
  /** In memory without it, for tests. */
  data?: string | undefined
  /** Whether somebody may still save webhooks; nothing is sent for those who may not. */
  maySave?: MaySave | undefined
}

/** Opens books in the folder `data`. Webhooks are sent to `targets`. */
export function openBooks(targets: Targets, { data, maySave }: Options = {}): Books {
  const open = new Map<string, Book>()
  const fileOf = (workspace: string) => {
    const name = bookName(workspace)
    return data === undefined ? name : join(data, name)
  }
  const openFile = (file: string): Book => {
    const book = open.get(file) ?? openOne(data === undefined ? ':memory:' : file, targets, maySave)
    open.set(file, book)
    return book
  }
  // What waits in an outbox is sent also if nobody asks about its workspace.
  for (const name of data === undefined ? [] : new Set(['mlflow.db', ...readdirSync(data).filter(isBook)]))
    try {
      openFile(join(data!, name)) // `data` is set where there are names
    } catch {
      // Calls about this workspace are refused with the reason (openOne).
    }
  const find = (workspace: string): Db | undefined => {
    const file = fileOf(workspace)
    return open.has(file) || (data !== undefined && existsSync(file)) ? openFile(file).db : undefined
  }
  return {
    of: (workspace) => openFile(fileOf(workspace)).db,
    find,
    senderOf: (db) => [...open.values()].find((book) => book.db === db)!.sender, // `db` is one of them
    async close() {
      await Promise.all([...open.values()].map(({ sender }) => sender.stop()))
      for (const { db } of open.values()) db.close()
    },
  }
}

/** Without the log there is no policy, so nothing that it guards may be done: 503. */
function openOne(file: string, targets: Targets, maySave?: MaySave): Book {
  try {
    const db = openDb(file)
    // MLflow's models are found in the browser.
    db.beforeCommit(() => db.run('DELETE FROM stale_texts'))
    const sender = startSender(db, targets, maySave && { maySave })
    const write: Db['write'] = async (fn) => {
      const value = await db.write(fn)
      sender.wake()
      return value
    }
    return { db: { ...db, write }, sender }
  } catch (error) {
    console.error(error)
    throw reviewsUnavailable('The log of reviews cannot be read, so its policies cannot be enforced.', 503)
  }
}
