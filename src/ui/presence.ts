import { useSyncExternalStore } from 'react'

const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll', 'focusin'] as const

let isPresent = false
const listeners = new Set<() => void>()

function arrive() {
  isPresent = true
  for (const sign of signs) document.removeEventListener(sign, arrive, true)
  for (const listener of listeners) listener()
}
for (const sign of signs) document.addEventListener(sign, arrive, true)

/** A page that fetches nothing for so long, in ms, is being read. */
const QUIET = 2000

function arriveWhenQuiet() {
  if (isPresent) return
  if (document.visibilityState === 'hidden') {
    document.addEventListener('visibilitychange', arriveWhenQuiet, { once: true })
    return
  }
  const fetched = performance.getEntriesByType('resource') as PerformanceResourceTiming[] // what this type has
  const rest = fetched.reduce((last, { responseEnd }) => Math.max(last, responseEnd), 0) + QUIET - performance.now()
  if (rest <= 0) arrive()
  else setTimeout(arriveWhenQuiet, rest)
}
setTimeout(arriveWhenQuiet, QUIET)

function listen(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Whether somebody has moved, typed or scrolled since the page was loaded, or has had it before their eyes for a while. A
 * page opened by its address asks for what it is about; what only completes it waits, so that the first load stays small.
 */
export const usePresence = (): boolean => useSyncExternalStore(listen, () => isPresent)
