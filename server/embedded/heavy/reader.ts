// One thread of the pool in heavy-readers.ts, with a read-only connection of its own.
import { once } from 'node:events'
import { setPriority } from 'node:os'
import type { MessagePort } from 'node:worker_threads'
import { Tinypool } from 'tinypool'
import { asApiError } from '../../errors.ts'
import { requireSameRole } from '../access/same-role.ts'
import { type Carried, take } from '../carried-text.ts'
import { type Db, queriesOf } from '../db.ts'
import { noWrites, openReadOnly, seenThrough, type Viewer } from '../seen.ts'
import { partsOf } from './answer-parts.ts'
import type { HeavyName } from './heavy-reads.ts'
import { openTurns } from './turns.ts'

/** What the pool gives each of its threads. `accounts`: whether each request has a viewer. */
export type ReaderData = { path: string; accounts: boolean }

/** One read. The answer goes through `port`, a piece each time that it is asked for the next. */
export type ReadTask = { name: HeavyName; input: unknown; viewer: Viewer | undefined; port: MessagePort }

/** What comes through the port: a piece of the answer, or why there is none. */
export type Piece = { bytes: Uint8Array<ArrayBuffer>; last: boolean } | { error: ApiErrorFields }
type ApiErrorFields = { code: string; message: string; status: number }

// Short requests come first where processors are few, yet other programs don't starve this thread. Linux takes 0 for the calling thread,
// others for the whole process.
if (process.platform === 'linux') setPriority(0, 7)

const { path, accounts } = Tinypool.workerData as ReaderData
const sqlite = openReadOnly(path, 'FILE')
const queries = queriesOf(sqlite)
const dbOf = accounts ? withViewers() : withoutViewers()

function withViewers() {
  const seen = seenThrough(sqlite)
  return (viewer: Viewer | undefined): Db => {
    if (!viewer) throw new Error('Somebody must be signed in to read')
    return seen.by(viewer)
  }
}

function withoutViewers() {
  const db = { ...queries, ...noWrites }
  return (): Db => db
}

/** Answers one read. Resolves when all of it is sent, or nobody waits for it any more. */
export async function read({ name, input, viewer, port }: ReadTask): Promise<void> {
  const closed = new AbortController()
  port.once('close', () => closed.abort())
  const parts = partsOf(name, input, () => dbOf(viewer))
  const next = () =>
    snapshot(() => {
      requireSameRole(queries, viewer)
      return parts.next()
    })
  try {
    for (let isFirst = true; ; isFirst = false) {
      const part = await turn(isFirst, () => (closed.signal.aborted ? undefined : next()))
      if (!part || part.done) return
      sendPart(port, part.value)
      if (!part.value.last) await once(port, 'message', { signal: closed.signal })
    }
  } catch (error) {
    if (closed.signal.aborted) return
    const { code, message, status } = asApiError(error)
    send(port, { error: { code, message, status } })
  } finally {
    parts.return(undefined)
    port.close()
  }
}

const turn = openTurns()
const encoder = new TextEncoder()

/** Keeps nothing of it: what a function holds while it waits is kept. */
function sendPart(port: MessagePort, part: Carried & { last: boolean }) {
  send(port, { bytes: encoder.encode(take(part)), last: part.last })
}

function send(port: MessagePort, piece: Piece) {
  port.postMessage(piece, 'bytes' in piece ? [piece.bytes.buffer] : [])
}

/** All statements of one step see the same data, whatever is written meanwhile. */
function snapshot<T>(step: () => T): T {
  sqlite.exec('BEGIN')
  try {
    return step()
  } finally {
    sqlite.exec('COMMIT')
  }
}
