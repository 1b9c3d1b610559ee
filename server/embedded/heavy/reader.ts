// One thread of the pool in heavy-readers.ts, with a read-only connection of its own.
import { once } from 'node:events'
import { setPriority } from 'node:os'
import type { MessagePort } from 'node:worker_threads'
import { Tinypool } from 'tinypool'
import { ApiError } from '#contract/errors.ts'
import { asApiError } from '../../errors.ts'
import { type Db, queriesOf } from '../db.ts'
import { writeJson } from '../json.ts'
import { noWrites, openReadOnly, seenThrough, type Viewer } from '../seen.ts'
import type { InTexts } from './heavy-read.ts'
import { heavyReads, type HeavyName } from './heavy-reads.ts'
import type { InPieces } from './in-pieces.ts'
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
const sqlite = openReadOnly(path)
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
  const parts = partsOf(name, input, viewer)
  const next = () =>
    snapshot(() => {
      // Levels count for each piece by themselves; what else a role lets its holder read was checked when the request came.
      if (viewer && roleOf(viewer) !== viewer.role)
        throw new ApiError('UNAUTHENTICATED', 'Your role or account has changed meanwhile.')
      return parts.next()
    })
  try {
    for (let isFirst = true; ; isFirst = false) {
      const part = await turn(isFirst, () => (closed.signal.aborted ? undefined : next()))
      if (!part || part.done) return
      const { text, last } = part.value
      send(port, { bytes: encoder.encode(text), last })
      if (!last) await once(port, 'message', { signal: closed.signal })
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

/** The role that somebody has now; undefined for an account that has ended. */
function roleOf(viewer: Viewer): string | undefined {
  const active = 'SELECT role FROM main.accounts WHERE id = ? AND deleted IS NULL AND deactivated IS NULL'
  return queries.get<{ role: string }>(active, viewer.id)?.role
}

const turn = openTurns()
const encoder = new TextEncoder()

function send(port: MessagePort, piece: Piece) {
  port.postMessage(piece, 'bytes' in piece ? [piece.bytes.buffer] : [])
}

/** The JSON of an answer, in one part or several, or the text of a file. */
function* partsOf(
  name: HeavyName,
  input: unknown,
  viewer: Viewer | undefined,
): Generator<{ text: string; last: boolean }> {
  const answer = (heavyReads[name].answer as AnyAnswer)(input, dbOf(viewer))
  if (isInTexts(answer)) {
    for (const text of answer.texts) yield { text, last: false }
    return yield { text: '', last: true }
  }
  if (!isInPieces(answer)) return yield { text: writeJson(answer), last: true }
  const { list, pieces, rest } = answer
  try {
    let begun = false
    for (let piece = pieces.next(); ; piece = pieces.next()) {
      const { items, last, isInside = false } = piece.done ? { items: '', last: true } : piece.value
      // A piece is empty if there is nothing, or everything in it is gone meanwhile.
      const text = items === '' || isInside ? items : (begun ? ',' : `{${JSON.stringify(list)}:[`) + items
      begun ||= items !== ''
      if (!last) {
        yield { text, last }
        continue
      }
      const fields = writeJson(rest())
      return yield { text: begun ? `${text}]${fields === '{}' ? '' : ','}${fields.slice(1)}` : fields, last }
    }
  } finally {
    pieces.return?.() // nobody may want the rest
  }
}

/** Endpoint and read match by name, which types can't express for a name known only at run time. */
type AnyAnswer = (input: unknown, db: Db) => unknown

const isInPieces = (answer: unknown): answer is InPieces =>
  typeof answer === 'object' && answer !== null && 'pieces' in answer

const isInTexts = (answer: unknown): answer is InTexts =>
  typeof answer === 'object' && answer !== null && 'texts' in answer

/** All statements of one step see the same data, whatever is written meanwhile. */
function snapshot<T>(step: () => T): T {
  sqlite.exec('BEGIN')
  try {
    return step()
  } finally {
    sqlite.exec('COMMIT')
  }
}
