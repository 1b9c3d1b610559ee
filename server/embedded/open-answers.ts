import { ApiError } from '#contract/errors.ts'
import { abandoned } from './store/admission.ts'
import { openCounts } from './store/counts.ts'
import { notePassing } from './passing-bytes.ts'

/** A piece of an answer, and whether it is the last one. */
export type AnswerPiece = { bytes: Uint8Array<ArrayBuffer>; last: boolean }

/**
 * How many long answers are open at most. Of each, what has been read but not taken stays in memory: `AHEAD_BYTES`, the piece that exceeds them,
 * and another in the socket.
 */
export const OPEN = 200
/** Of one person, so that nobody keeps those of others away. */
const OPEN_EACH = 100
/** One more breaks off the answer that its client has left unread longest, if for so long; otherwise it is refused. */
const UNREAD_MS = 5000
const AHEAD_BYTES = 200_000

export type Limits = { mostOpen?: number; each?: number; unreadMs?: number }

/** Whose answer it is: the id of an account; undefined where nobody signs in. */
export type Person = number | undefined

/** An answer that is being read. */
type OpenAnswer = {
  /** To call once all of it was read, or nobody wants the rest. */
  close(): void
  /** Answers with the first piece; `next` reads another one whenever the client has taken most of those before. */
  stream(first: Uint8Array<ArrayBuffer>, next: () => Promise<AnswerPiece>): Response
}

/** Bounds how many answers are open that are read piece by piece, as their clients take them. */
export function openAnswers({ mostOpen = OPEN, each = OPEN_EACH, unreadMs = UNREAD_MS }: Limits = {}) {
  let open = 0
  const openOf = openCounts<Person>()
  /** Those whose clients have taken no more for a while, first those that have waited longest. */
  const unread = new Map<object, { person: Person; since: number; breakOff: () => void }>()

  function count(person: Person, change: 1 | -1) {
    open += change
    openOf.add(person, change)
  }

  /** Returns whether there is room for one more of this person. Who has many gives way to oneself. */
  function makeRoom(person: Person): boolean {
    const hasMany = person !== undefined && openOf.of(person) >= each
    if (open < mostOpen && !hasMany) return true
    const first = unread.values().find((one) => !hasMany || one.person === person)
    if (!first || performance.now() - first.since < unreadMs) return false
    first.breakOff()
    return true
  }

  /**
   * Begins an answer, whose reading `end` ends, once; until it has, the answer counts. Throws TEMPORARILY_UNAVAILABLE, and ends it at once, if
   * there are too many.
   */
  return (end: () => unknown, person?: Person): OpenAnswer => {
    if (!makeRoom(person)) {
      void end()
      throw new ApiError('TEMPORARILY_UNAVAILABLE', 'Too many long answers are being read. Try again in a moment.')
    }
    count(person, 1)
    const uncount = () => count(person, -1)
    const key = {}
    let isClosed = false
    function close() {
      if (isClosed) return
      isClosed = true
      unread.delete(key)
      Promise.resolve(end()).then(uncount, uncount)
    }
    function stream(first: Uint8Array<ArrayBuffer>, next: () => Promise<AnswerPiece>): Response {
      const waits = (controller: ReadableStreamDefaultController) =>
        unread.set(key, {
          person,
          since: performance.now(),
          breakOff() {
            close()
            controller.error(new ApiError('TEMPORARILY_UNAVAILABLE', 'The answer was left unread while others waited.'))
          },
        })
      const source = {
        start(controller: ReadableStreamDefaultController<Uint8Array>) {
          controller.enqueue(first)
          waits(controller)
        },
        async pull(controller: ReadableStreamDefaultController<Uint8Array>) {
          unread.delete(key)
          try {
            const { bytes, last } = await next()
            if (isClosed) return // nobody wants it any more
            controller.enqueue(bytes)
            notePassing(bytes.length)
            if (!last) return void waits(controller)
            close()
            controller.close()
          } catch (error) {
            close()
            throw error
          }
        },
        cancel: close,
      }
      return jsonOf(new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: AHEAD_BYTES })))
    }
    return { close, stream }
  }
}

/** How the pieces of an answer are read; `end`: nobody wants more of them. */
export type Source = { next: () => Promise<AnswerPiece>; end: () => unknown }

/**
 * Answers with what is read once there is room for it, whole if that is one piece. `open` gets what ends the reading that has begun. `signal`:
 * aborts once nobody waits for it; who has begun to take an answer cancels its body.
 */
export async function answerFrom(
  open: (end: () => unknown) => OpenAnswer,
  begin: () => Source,
  signal?: AbortSignal,
): Promise<Response> {
  let source: Source | undefined
  const answer = open(() => source?.end())
  const waiting = whileWaiting(signal)
  try {
    const { next } = (source = begin())
    const first = await waiting.until(next())
    if (!first.last) return answer.stream(first.bytes, next)
    answer.close()
    return jsonOf(first.bytes)
  } catch (error) {
    answer.close()
    throw error
  } finally {
    waiting.end()
  }
}

/** `until` gives what a promise does, or rejects once the signal has aborted. */
function whileWaiting(signal: AbortSignal | undefined) {
  if (!signal) return { until: <T>(read: Promise<T>) => read, end() {} }
  const left = Promise.withResolvers<never>()
  const leave = () => left.reject(abandoned())
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })
  left.promise.catch(() => {}) // nobody may wait for it any more
  return {
    until: <T>(read: Promise<T>) => Promise.race([read, left.promise]),
    end: () => signal.removeEventListener('abort', leave),
  }
}

/** Of those that the main thread reads. */
export const openHere = openAnswers()

export const jsonOf = (body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>): Response =>
  new Response(body, { headers: { 'Content-Type': 'application/json' } })
