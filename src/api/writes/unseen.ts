import { CancelledError, type MutationCache } from '@tanstack/react-query'

/**
 * Tells of each write that fails when nothing shows it any more: its form is gone, because the page was left or because
 * somebody else removed what it was about.
 */
export function onUnseenFailure(writes: MutationCache, tell: (error: Error) => void): void {
  /** A component that shows a write observes it and listens. */
  const watching = new WeakMap<object, Set<{ hasListeners: () => boolean }>>()
  writes.subscribe((event) => {
    if (event.type === 'observerAdded') {
      const observers = watching.get(event.mutation) ?? new Set()
      watching.set(event.mutation, observers.add(event.observer))
    }
    if (event.type === 'observerRemoved') watching.get(event.mutation)?.delete(event.observer)
    if (event.type !== 'updated' || event.action.type !== 'error') return
    const { meta } = event.mutation
    const isSeen = [...(watching.get(event.mutation) ?? [])].some((observer) => observer.hasListeners())
    // Leaving a form cancels what its write reads first.
    const wasLeft = event.action.error instanceof CancelledError
    // All other failures have been told already.
    if (meta?.errorShown === 'inline' && !isSeen && !wasLeft) tell(event.action.error as Error)
  })
}
