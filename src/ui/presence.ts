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

function listen(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Whether somebody has moved, typed or scrolled since the page was loaded. A page opened by its address asks for what
 * it is about; what only completes it waits for a person, so that the first load stays small.
 */
export const usePresence = (): boolean => useSyncExternalStore(listen, () => isPresent)
