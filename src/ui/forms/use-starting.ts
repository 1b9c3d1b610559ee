import { type Query, type QueryClient, useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'

/** Usually longer than TanStack Query takes to tell that a write has begun, in ms: it waits for a timer of 0. */
const TOLD_MS = 50

/**
 * For the moment between a press and the drawing that shows its write: a key pressed then must neither close the form nor start the write
 * again. Ask `start` at each press.
 */
export function startingOf(client: QueryClient) {
  let pressed = Infinity
  /** The press with which the oldest of its writes began that still run. */
  let begun = Infinity
  const runningSince = (time: number) =>
    client
      .getMutationCache()
      .findAll({ status: 'pending' })
      .filter(({ state }) => state.submittedAt >= time)
  const checks = {
    fetchStatus: 'fetching',
    predicate: ({ meta }: Query) => (meta?.checkedSince ?? 0) >= begun,
  } as const
  /** Whether a write that began with the last press runs, and may not be drawn yet. */
  const isStarting = () => Date.now() - pressed <= TOLD_MS && runningSince(pressed).length > 0
  /** Whether its writes have written nothing yet: they read what they are to change (src/api/writes/checking.ts). */
  function isChecking(): boolean {
    const count = client.getQueryCache().findAll(checks).length
    return count > 0 && count >= runningSince(begun).length
  }
  return {
    isStarting,
    /** Notes a press that may start a write; false if it must start none, because the one before is starting. */
    start(): boolean {
      if (isStarting()) return false
      pressed = Date.now()
      if (runningSince(begun).length === 0) begun = pressed
      return true
    },
    isChecking,
    /** Gives up what a form has not written yet; false while it writes something. `isPending`: one of its writes is drawn as running. */
    leave(isPending: boolean): boolean {
      if (!isPending && !isStarting()) return true // what is being checked belongs to others
      if (!isChecking()) return false
      void client.cancelQueries(checks)
      return true
    },
  }
}

/** `startingOf` for the writes of this app. */
export function useStarting() {
  const client = useQueryClient()
  return useState(() => startingOf(client))[0]
}

/** The same for a form that can be left while its write only reads. */
export function useLeaving(isPending: boolean) {
  const starting = useStarting()
  useIsFetching(isCheck) // draws it again
  return {
    start: starting.start,
    isHeld: isPending && !starting.isChecking(),
    leave: useCallback(() => starting.leave(isPending), [starting, isPending]),
  }
}

const isCheck = { predicate: ({ meta }: Query) => meta?.checkedSince !== undefined }
