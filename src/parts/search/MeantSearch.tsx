import { Suspense } from 'react'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import type { Search } from './DidYouMean.tsx'

const DidYouMean = onDemand(async () => (await import('./DidYouMean.tsx')).DidYouMean)

/** What was probably meant by a search that is wrong or finds nothing, once it is known. */
export const MeantSearch = (search: Search) => (
  <Suspense fallback={null}>
    <DidYouMean {...search} />
  </Suspense>
)
