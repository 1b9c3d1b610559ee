import { Suspense } from 'react'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { Page } from '../../ui/layout/Page.tsx'
import { OpenRequests } from './OpenRequests.tsx'

const ReadyVersions = onDemand(async () => (await import('./ReadyVersions.tsx')).ReadyVersions)
const Overrides = onDemand(async () => (await import('./Overrides.tsx')).Overrides)

/** What waits for a decision, across models, and what could be asked for. */
export function ReviewsPage() {
  return (
    <Page title="Reviews">
      <div className="sections">
        <OpenRequests />
        <Suspense fallback={null}>
          <ReadyVersions />
        </Suspense>
        <Suspense fallback={null}>
          <Overrides />
        </Suspense>
      </div>
    </Page>
  )
}
