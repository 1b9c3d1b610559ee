import { useSyncExternalStore } from 'react'
import { ApiError } from '#contract/errors.ts'
import { MAX_DESCRIPTION } from '#contract/models.ts'
import type { ServerInfo } from '#contract/server-info.ts'
import { baseUrl } from './client.ts'

const block = document.getElementById('modelshelf')?.textContent
const everything = { loggedModels: true, stages: true, aliases: true, proxiedArtifacts: true, sampleProject: true }
const inDevelopment: ServerInfo = {
  basePath: '',
  version: 'development',
  mlflowVersion: '',
  backend: 'embedded',
  auth: 'none',
  capabilities: everything,
}

/** What the server says of itself in index.html. Vite's own index.html has no such block. */
export const serverInfo: ServerInfo = block ? (JSON.parse(block) as ServerInfo) : inDevelopment

/** The most characters that a description may have, where the rule is known: a real server's database decides for itself. */
export const descriptionLimit = serverInfo.backend === 'embedded' ? MAX_DESCRIPTION : undefined

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

/** Runs whenever the backend answers again after it was lost. */
export const onReturn = (listener: () => void): void => void returned.add(listener)

/** Tells the connection that a request failed: no answer, or a gateway's answer that nothing is behind it. */
export function noteFailure(error: unknown): void {
  if (!isUnreachable(error) || lostSince !== undefined) return
  lostSince = Date.now()
  listeners.forEach((listener) => listener())
  timer = window.setInterval(() => void knock(), 2000)
}

export const isUnreachable = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || [502, 503, 504].includes(error.status))

async function knock() {
  try {
    // Not /health, which is our own: before a real MLflow server it is that one which has to be back.
    if ((await fetch(`${baseUrl}version`, { cache: 'no-store' })).status >= 500) return
  } catch {
    return // still away: the next knock tries again
  }
  window.clearInterval(timer)
  lostSince = undefined
  listeners.forEach((listener) => listener())
  returned.forEach((listener) => listener())
}
