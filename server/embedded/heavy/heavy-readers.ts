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
import { answerFrom, type AnswerPiece, type Limits, OPEN, openAnswers, type Source } from '../open-answers.ts'

/** Threads that answer heavy reads, so that nobody else waits for them. */
export type HeavyReaders = {
  /**
   * Answers a checked read in a thread, or returns undefined if it is no heavy one for what the caller sees. Rejects with ApiError; with
   * `onlyQuick`, each heavy read. `isHeavy`: somebody found it to be one. `signal`: aborts once nobody waits for it; a function, because it costs
   * time to make.
   */
  read(
    name: string,
    input: unknown,
    viewer: Viewer | undefined,
    how?: { seen?: Db; onlyQuick?: boolean; isHeavy?: boolean | undefined; signal?: () => AbortSignal },
  ): Promise<Response> | undefined
  close(): Promise<void>
}

/**
 * One: it works on all open reads in turn, a piece of each. A second one would take 50 MB more, and on a small machine the processor
 * that answers everything else.
 */
const THREADS = 1
const IDLE_MS = 60_000

/** Opens readers of the database file at `path`. Threads start with the first heavy read. `db`: to tell which are heavy. */
export function openHeavyReaders(
  path: string,
  db: Db,
  { accounts, ...limits }: { accounts: boolean } & Limits,
): HeavyReaders {
  let pool: Tinypool | undefined
  let closing = false
  const open = openAnswers(limits)
  const started = () =>
    (pool ??= new Tinypool({
      filename: new URL('reader.ts', import.meta.url).href,
      name: 'read',
      workerData: { path, accounts } satisfies ReaderData,
      minThreads: 1,
      maxThreads: THREADS,
      concurrentTasksPerWorker: limits.mostOpen ?? OPEN,
      idleTimeout: IDLE_MS,
      // A thread that blocks until the next task would not hear that a client wants its next piece.
      useAtomics: false,
      // Enough for the ids of an answer before they are packed (kept-ids.ts) and for one piece. V8 uses more if it may.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 },
    }))
  return {
    read(name, input, viewer, { seen = db, onlyQuick = false, isHeavy = false, signal } = {}) {
      if (!isHeavyName(name) || !(isHeavy || (heavyReads[name].isHeavy as AnyIsHeavy)(input, db, seen)))
        return undefined
      if (onlyQuick) return Promise.reject(new ApiError('TEMPORARILY_UNAVAILABLE', 'This may take long.'))
      const { isMedium } = heavyReads[name] as { isMedium?: AnyIsHeavy }
      const asked = { name, input, viewer }
      const begin = () => (isMedium?.(input, db, seen) ? piecesHere(asked, seen) : piecesFrom(started(), asked))
      return answerFrom((end) => open(end, viewer?.id), begin, signal?.()).catch((error: unknown) => {
        throw closing ? new ApiError('TEMPORARILY_UNAVAILABLE', 'The server is shutting down.') : error
      })
    },
    async close() {
      closing = true
      await pool?.destroy()
    },
  }
}

type Asked = Omit<ReadTask, 'port'>

/** Takes a part of one answer at a time, between which others are answered. */
const turn = openTurns()

/** What is no longer is sent whole, which takes less time. */
const WHOLE_BYTES = 800_000

/** Reads in the main thread. */
function piecesHere({ name, input, viewer }: Asked, seen: Db): Source {
  const parts = partsOf(name, input, () => seen)
  const step = (isFirst: boolean) =>
    turn(isFirst, () => {
      requireSameRole(seen, viewer)
      const { text, last } = parts.next().value ?? { text: '', last: true }
      // As bytes: a long text that outlives a turn would be copied with each collection of what is new.
      return { bytes: encoder.encode(text), last }
    })
  async function begin(): Promise<AnswerPiece> {
    const pieces = [await step(true)]
    for (let length = pieces[0]!.bytes.length; !pieces.at(-1)!.last && length < WHOLE_BYTES;) {
      pieces.push(await step(false))
      length += pieces.at(-1)!.bytes.length
    }
    const bytes = Buffer.concat(pieces.map((piece) => piece.bytes))
    for (const piece of pieces) piece.bytes.buffer.transfer(0) // freed at once
    return { bytes, last: pieces.at(-1)!.last }
  }
  let begun = false
  const next = () => {
    if (begun) return step(false)
    begun = true
    return begin()
  }
  return { next, end: () => parts.return() }
}

/** Endpoint and read match by name, which types can't express for a name known only at run time. */
type AnyIsHeavy = (input: unknown, db: Db, seen: Db) => boolean

/** Reads in a thread, which sends a piece each time that it is asked for the next. */
function piecesFrom(pool: Tinypool, task: Asked): Source {
  const { port1: port, port2 } = new MessageChannel()
  // Only a thread that dies rejects: it ran out of memory, or the server is closing.
  const ended: Promise<void> = pool.run({ ...task, port: port2 }, { transferList: [port2] })
  const sent = piecesOf(port, ended)
  let isFirst = true
  return {
    next() {
      if (!isFirst) port.postMessage('next')
      isFirst = false
      return sent()
    },
    end() {
      port.close()
      return ended
    },
  }
}

const encoder = new TextEncoder()

/**
 * Gives the next piece each time. Rejects if the thread dies. `Promise.race` with one promise for all pieces would keep each of them until
 * the last one.
 */
function piecesOf(port: MessagePort, ended: Promise<void>) {
  let waiting: PromiseWithResolvers<AnswerPiece> | undefined
  let death: { error: unknown } | undefined
  port.on('message', (piece: Piece) => {
    if ('bytes' in piece) waiting?.resolve(piece)
    else waiting?.reject(new ApiError(piece.error.code, piece.error.message, piece.error.status))
    waiting = undefined
  })
  ended.catch((error: unknown) => {
    death = { error }
    waiting?.reject(error)
    port.close()
  })
  return (): Promise<AnswerPiece> => {
    if (death) return Promise.reject(death.error)
    waiting = Promise.withResolvers()
    return waiting.promise
  }
}
