import { useCallback, useRef } from 'react'

/** Longer than TanStack Query takes to tell that a write has begun, in ms: it waits for a timer of 0. */
const TOLD_MS = 50

/** For the moment between a submit and the drawing that shows its write: a key pressed then must not close the form. */
export function useStarting() {
  const until = useRef(0)
  const start = useCallback(() => void (until.current = performance.now() + TOLD_MS), [])
  const isStarting = useCallback(() => performance.now() < until.current, [])
  return { start, isStarting }
}
