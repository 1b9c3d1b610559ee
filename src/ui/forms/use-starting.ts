import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

/** Usually longer than TanStack Query takes to tell that a write has begun, in ms: it waits for a timer of 0. */
const TOLD_MS = 50

/**
 * For the moment between a press and the drawing that shows its write: a key pressed then must neither close the form nor start the write
 * again. Ask `start` at each press.
 */
export function startingOf(client: QueryClient) {
  let pressed = Infinity
  /** Whether a write that began with the last press runs, and may not be drawn yet. */
  const isStarting = () =>
    Date.now() - pressed <= TOLD_MS &&
    client
      .getMutationCache()
      .findAll({ status: 'pending' })
      .some(({ state }) => state.submittedAt >= pressed)
  return {
    isStarting,
    /** Notes a press that may start a write; false if it must start none, because the one before is starting. */
    start(): boolean {
      if (isStarting()) return false
      pressed = Date.now()
      return true
    },
  }
}

/** `startingOf` for the writes of this app. */
export function useStarting() {
  const client = useQueryClient()
  return useState(() => startingOf(client))[0]
}
