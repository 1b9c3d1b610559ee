import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { Tinypool } from 'tinypool'
import { ApiError } from '#contract/errors.ts'
import { requireSameRole } from '../access/same-role.ts'
import type { Db } from '../db.ts'
import type { Viewer } from '../seen.ts'
import { partsOf } from './answer-parts.ts'
import { heavyReads, isHeavyName } from './heavy-reads.ts'
import type { Piece, ReaderData, ReadTask } from './reader.ts'
import { openTurns } from './turns.ts'
import { notePassing } from '../passing-bytes.ts'

/** Threads that answer heavy reads, so that nobody else waits for them. */
export type HeavyReaders = {
  /**
   * Answers a checked read in a thread, or returns undefined if it is no heavy one for what the caller sees. Rejects with ApiError; with
   * `onlyQuick`, each heavy read. `isHeavy`: somebody found it to be one.
   */
  read(
    name: string,
    input: unknown,
    viewer: Viewer | undefined,
    how?: { seen?: Db; onlyQuick?: boolean; isHeavy?: boolean | undefined },
  ): Promise<Response> | undefined
  close(): Promise<void>
}

/**
 * One: it works on all open reads in turn, a piece of each. A second one would take 50 MB more, and on a small machine the processor
 * that answers everything else.
 */
const THREADS = 1
/**
 * How many reads are open at most. Between two pieces the thread works on another, and keeps little of each: no text (carried-text.ts), and
 * of all together 32 MB of ids (kept-ids.ts). This one keeps up to two pieces of 300 kB, and the socket another.
 */
const OPEN_READS = 200
/** One more breaks off the answer that its client has left unread longest, if for so long; otherwise it is refused. */
const UNREAD_MS = 5000
const IDLE_MS = 60_000

/** Opens readers of the database file at `path`. Threads start with the first heavy read. `db`: to tell which are heavy. */
export function openHeavyReaders(
  path: string,
  db: Db,
  {
    accounts,
    mostOpen = OPEN_READS,
    unreadMs = UNREAD_MS,
  }: { accounts: boolean; mostOpen?: number; unreadMs?: number },
): HeavyReaders {
  let pool: Tinypool | undefined
  let closing = false
  let open = 0
  const unread = unreadAnswers()
  const started = () =>
    (pool ??= new Tinypool({
      filename: new URL('reader.ts', import.meta.url).href,
      name: 'read',
      workerData: { path, accounts } satisfies ReaderData,
      minThreads: 1,
      maxThreads: THREADS,
      concurrentTasksPerWorker: mostOpen,
      idleTimeout: IDLE_MS,
      // A thread that blocks until the next task would not hear that a client wants its next piece.
      useAtomics: false,
      // Enough for the ids of an answer before they are packed (kept-ids.ts) and for one piece. V8 uses more if it may.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 },
    }))
  return {
    read(name, input, viewer, { seen = db, onlyQuick = false, isHeavy = false } = {}) {
      if (!isHeavyName(name) || !(isHeavy || (heavyReads[name].isHeavy as AnyIsHeavy)(input, db, seen)))
        return undefined
      if (onlyQuick) return Promise.reject(new ApiError('TEMPORARILY_UNAVAILABLE', 'This may take long.'))
      if (open >= mostOpen && !unread.breakOff(unreadMs))
        return Promise.reject(
          new ApiError('TEMPORARILY_UNAVAILABLE', 'Too many long answers are being read. Try again in a moment.'),
        )
      open += 1
      const ended = () => void (open -= 1)
      const { isMedium } = heavyReads[name] as { isMedium?: AnyIsHeavy }
      if (isMedium?.(input, db, seen)) return inTurns({ name, input, viewer }, seen).finally(ended)
      return answerFrom(started(), { name, input, viewer }, unread, ended).catch((error: unknown) => {
        throw closing ? new ApiError('TEMPORARILY_UNAVAILABLE', 'The server is shutting down.') : error
      })
    },
    async close() {
      closing = true
      await pool?.destroy()
    },
  }
}

/** Takes a part of one answer at a time, between which others are answered. */
const turn = openTurns()

/** Answers a read in the main thread, with a text that is not long. */
async function inTurns({ name, input, viewer }: Omit<ReadTask, 'port'>, seen: Db): Promise<Response> {
  const parts = partsOf(name, input, () => seen)
  const next = () => {
    requireSameRole(seen, viewer)
    return parts.next()
  }
  // As bytes: a long text that outlives a turn would be copied with each collection of what is new.
  const bytes: Uint8Array[] = []
  for (let isFirst = true; ; isFirst = false) {
    const last = await turn(isFirst, () => {
      const { value } = next()
      bytes.push(encoder.encode(value?.text))
      return value?.last !== false
    })
    if (last) return jsonOf(Buffer.concat(bytes))
  }
}

/** Endpoint and read match by name, which types can't express for a name known only at run time. */
type AnyIsHeavy = (input: unknown, db: Db, seen: Db) => boolean

/** Answers whose clients have taken no more for a while, those that have waited longest first. */
function unreadAnswers() {
  const answers = new Map<object, { since: number; end: () => void }>()
  return {
    add: (answer: object, end: () => void) => void answers.set(answer, { since: performance.now(), end }),
    remove: (answer: object) => answers.delete(answer),
    /** Breaks off the first one, if it has waited so long. Returns whether it did. */
    breakOff(ms: number): boolean {
      const [first] = answers
      if (!first || performance.now() - first[1].since < ms) return false
      answers.delete(first[0])
      first[1].end()
      return true
    },
  }
}

async function answerFrom(
  pool: Tinypool,
  task: Omit<ReadTask, 'port'>,
  unread: ReturnType<typeof unreadAnswers>,
  whenEnded: () => void,
): Promise<Response> {
  const { port1: port, port2 } = new MessageChannel()
  const ended: Promise<void> = pool.run({ ...task, port: port2 }, { transferList: [port2] })
  // Only a thread that dies rejects: it ran out of memory, or the server is closing.
  ended.then(whenEnded, whenEnded)
  const next = piecesOf(port, ended)
  const first = await next()
  if (first.last) return jsonOf(first.bytes)
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(first.bytes),
      async pull(controller) {
        unread.remove(port)
        port.postMessage('next')
        const { bytes, last } = await next()
        controller.enqueue(bytes)
        if (last) return controller.close()
        unread.add(port, () => {
          port.close()
          controller.error(new ApiError('TEMPORARILY_UNAVAILABLE', 'The answer was left unread while others waited.'))
        })
      },
      cancel() {
        unread.remove(port)
        port.close()
      },
    },
    // One piece is sent while the next is read.
    { highWaterMark: 2 },
  )
  return jsonOf(body)
}

const encoder = new TextEncoder()

const jsonOf = (body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>) =>
  new Response(body, { headers: { 'Content-Type': 'application/json' } })

/**
 * Gives the next piece each time. Rejects if the thread dies. `Promise.race` with one promise for all pieces would keep each of them until
 * the last one.
 */
function piecesOf(port: MessagePort, ended: Promise<void>) {
  let waiting: PromiseWithResolvers<GoodPiece> | undefined
  let death: { error: unknown } | undefined
  port.on('message', (piece: Piece) => {
    if ('bytes' in piece) {
      notePassing(piece.bytes.length)
      waiting?.resolve(piece)
    } else waiting?.reject(new ApiError(piece.error.code, piece.error.message, piece.error.status))
    waiting = undefined
  })
  ended.catch((error: unknown) => {
    death = { error }
    waiting?.reject(error)
    port.close()
  })
  return (): Promise<GoodPiece> => {
    if (death) return Promise.reject(death.error)
    waiting = Promise.withResolvers()
    return waiting.promise
  }
}

type GoodPiece = Extract<Piece, { bytes: unknown }>
