import { EmptyState } from '../feedback/EmptyState.tsx'

/** Replaces a list whose search (from an edited URL) is invalid: nothing was requested. */
export function UnreadableSearch() {
  return <EmptyState title="Invalid search">See the error under the search box.</EmptyState>
}
