import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = Date.now()
let timer: number | undefined

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= window.setInterval(tick, 20_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.clearInterval(timer)
    timer = undefined
  }
}

function tick() {
  now = Date.now()
  listeners.forEach((listener) => listener())
}

/** The current time in ms. One clock for the whole page keeps its times consistent and renders them together. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now)
