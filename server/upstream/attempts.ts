import { setTimeout as delay } from 'node:timers/promises'
import { ApiError } from '#contract/errors.ts'
import { asUpstreamError, silent, Unreached } from './exchange.ts'

export type Limits = {
  /** Longest time (ms) for a read. A write has no limit: if it is cut off, the client sends it again. */
  readMs: number
  /** How long (ms) a write waits for a server that refuses connections; 12 s by default. */
  restartMs?: number
}

/** Pause (ms) between two attempts to connect. */
const KNOCK_MS = 500
/** How long (ms) to try to connect for a write: long enough for a restart of MLflow. */
const RESTART_MS = 12_000

/**
 * Sends a write once. Repeats it only while there is no connection, so nothing was sent, for `restartMs`. Throws ApiError,
 * which is Unreached after that time.
 */
export async function attemptWrite<T>(
  send: (connectMs: number) => Promise<T>,
  signal: AbortSignal,
  restartMs = RESTART_MS,
): Promise<T> {
  const end = Date.now() + restartMs
  for (;;) {
    try {
      return await send(Math.max(end - Date.now(), KNOCK_MS))
    } catch (error) {
      if (!(error instanceof Unreached)) throw asUpstreamError(error)
      if (Date.now() + KNOCK_MS > end) throw new Unreached(error.reason, ' Nothing was changed: try again.')
    }
    await delay(KNOCK_MS, undefined, { signal }).catch((error: unknown) => {
      throw asUpstreamError(error) // the client left: write nothing any more
    })
  }
}

// Repeat a read after a temporary fault, at most twice and soon, so that the page can say that the server is away.
const WAITS_MS = [200, 800]

/**
 * Sends a read, at most three times and within `limitMs` altogether; `ask` must stop on the signal that it gets. Throws
 * ApiError, which is Unreached without a connection, 504 past the limit.
 */
export async function attemptRead<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  limitMs: number,
): Promise<T> {
  const limit = new AbortController()
  const end = Date.now() + limitMs
  const timer = setTimeout(() => limit.abort(), limitMs)
  const either = AbortSignal.any([signal, limit.signal])
  try {
    for (const wait of WAITS_MS) {
      try {
        return await ask(either)
      } catch (error) {
        const isLate = either.aborted || Date.now() + wait > end
        if (isLate || asUpstreamError(error).code === 'DEADLINE_EXCEEDED') throw error
      }
      await delay(wait, undefined, { signal: either })
    }
    return await ask(either)
  } catch (error) {
    throw limit.signal.aborted ? new ApiError('DEADLINE_EXCEEDED', silent(limitMs)) : asUpstreamError(error)
  } finally {
    clearTimeout(timer) // an answer that is still streaming may take longer
  }
}
