import { useSyncExternalStore } from 'react'
import { ApiError } from '#contract/errors.ts'
import { apiFetch, baseUrl } from './client.ts'
import { serverInfo } from './server-info.ts'

let lostSince: number | undefined
let timer: number | undefined
const listeners = new Set<() => void>()
const returned = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Since when (ms) the backend has not answered, or undefined while it does. */
export const useLostSince = (): number | undefined => useSyncExternalStore(subscribe, () => lostSince)

/** Runs whenever the backend answers again after it was lost, until the returned function is called. */
export function onReturn(listener: () => void): () => void {
  returned.add(listener)
  return () => void returned.delete(listener)
}

/** Why code cannot be fetched: the server is away, or it is there and has other code than this page was made of. */
export async function whyMissing(): Promise<'away' | 'updated'> {
  try {
    if ((await fetch(`${baseUrl}health`, { cache: 'no-store' })).ok) return 'updated'
  } catch {
    // away
  }
  noteFailure(new ApiError('UNREACHABLE', '', 0))
  return 'away'
}

/** Loads a page's code, at once or as soon as the server is back; throws when it is there and has no such code. */
export async function whenReachable<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch {
    if ((await whyMissing()) === 'updated')
      return load().catch(() => {
        throw new Error('Modelshelf was updated. Reload to continue.')
      })
    await new Promise<void>((resolve) => {
      const stop = onReturn(() => {
        stop()
        resolve()
      })
    })
    return whenReachable(load)
  }
}

/** Tells the connection that a request failed. */
export function noteFailure(error: unknown): void {
  if (!isUnreachable(error) || lostSince !== undefined) return
  lostSince = Date.now()
  listeners.forEach((listener) => listener())
  timer = window.setInterval(() => void knock(), 2000)
}

/**
 * No answer at all, or a gateway's word that nothing is behind it. That a real MLflow server failed on one call (502
 * BAD_GATEWAY), or has one switched off (503 with another code), says nothing about the others.
 */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  if (error.status === 0 || ['TEMPORARILY_UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.code)) return true
  // What a reverse proxy before us answers is no JSON, and so has the client's own code.
  return error.code === 'INTERNAL_ERROR' && [502, 503, 504].includes(error.status)
}

// Not /health, which is our own: before a real MLflow server it is that one which has to be back, and its registry.
const doors = [
  'version',
  ...(serverInfo.servers?.registry ? ['ajax-api/2.0/mlflow/registered-models/search?max_results=1'] : []),
]

async function knock() {
  try {
    const answers = await Promise.all(doors.map((door) => apiFetch(baseUrl + door, { cache: 'no-store' })))
    if (answers.some(({ status }) => status >= 500)) return
  } catch {
    return // still away: the next knock tries again
  }
  window.clearInterval(timer)
  lostSince = undefined
  listeners.forEach((listener) => listener())
  returned.forEach((listener) => listener())
}
