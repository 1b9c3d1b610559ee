import { create } from 'zustand'
import { ApiError } from '#contract/errors.ts'
import { baseUrl } from '../base-url.ts'
import { apiFetch } from './client.ts'
import { serverInfo } from './server-info.ts'

const useStore = create<{ lostSince: number | undefined }>(() => ({ lostSince: undefined }))

/** ms between an attempt's end and the next, and how long one may take: a server that hangs must not collect attempts. */
const PAUSE = 2000
const LONGEST = 30_000

/** The time (ms) since which the backend has not answered; undefined while it does. */
export const useLostSince = (): number | undefined => useStore(({ lostSince }) => lostSince)

/** Calls back whenever the backend answers again, until the returned function is called. */
export const onReturn = (listener: () => void): (() => void) =>
  useStore.subscribe(({ lostSince }) => lostSince === undefined && listener())

/** Why code cannot be loaded: the server is away, or it now serves other code than this page was built from. */
export async function whyMissing(): Promise<'away' | 'updated'> {
  try {
    if ((await fetch(`${baseUrl}health`, { cache: 'no-store' })).ok) return 'updated'
  } catch {
    // away
  }
  noteFailure(new ApiError('UNREACHABLE', '', 0))
  return 'away'
}

/** Loads a page's code, now or as soon as the server is back; throws if the server no longer has it. */
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

/** Reports a failed request. */
export function noteFailure(error: unknown): void {
  if (!isUnreachable(error) || useStore.getState().lostSince !== undefined) return
  useStore.setState({ lostSince: Date.now() })
  knockLater()
}

/**
 * No answer, or a gateway's statement that nothing is behind it. One failed call (502 BAD_GATEWAY) or a disabled one
 * (503 with another code) of a real MLflow server says nothing about the others.
 */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  if (error.status === 0 || ['TEMPORARILY_UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.code)) return true
  // A reverse proxy's answer is not JSON, so the client has no error code of the server either.
  return error.code === 'INTERNAL_ERROR' && [502, 503, 504].includes(error.status)
}

// Not /health, which is ours: with a real MLflow server, that server and its registry must be back.
const doors = [
  'version',
  ...(serverInfo.servers?.registry ? ['ajax-api/2.0/mlflow/registered-models/search?max_results=1'] : []),
]

const knockLater = () => window.setTimeout(() => void knock(), PAUSE)

async function knock() {
  try {
    const signal = AbortSignal.timeout(LONGEST)
    const answers = await Promise.all(doors.map((door) => apiFetch(baseUrl + door, { cache: 'no-store', signal })))
    if (answers.some(({ status }) => status >= 500 || status === 429)) return knockLater()
  } catch {
    return knockLater() // still away
  }
  useStore.setState({ lostSince: undefined })
}
