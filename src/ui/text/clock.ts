import { create } from 'zustand'

const useClock = create(() => ({ now: Date.now() }))
setInterval(() => useClock.setState({ now: Date.now() }), 20_000)

/** The current time in ms. One clock for the whole page keeps its times consistent and renders them together. */
export const useNow = (): number => useClock(({ now }) => now)
