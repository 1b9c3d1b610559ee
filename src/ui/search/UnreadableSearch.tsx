import { EmptyState } from '../feedback/EmptyState.tsx'

/** In place of a list whose search, from an edited address, is wrong: nothing was asked. */
export function UnreadableSearch() {
  return <EmptyState title="Invalid search">See the error under the search box.</EmptyState>
}
