import { EmptyState } from '../feedback/EmptyState.tsx'

/** In place of a list whose search, from an edited address, is wrong: nothing was asked. */
export function UnreadableSearch() {
  return <EmptyState title="This search cannot be read">What is wrong is marked under the search box.</EmptyState>
}
