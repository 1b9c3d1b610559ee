import type { QueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { policyQueries } from '../../api/policy.ts'
import { readyMark, type ReadyMark, USUAL_MARK } from '../../api/search/ready-mark.ts'
import { readyQuery } from '../../api/search/ready.ts'
import type { Params } from '../../route-params.ts'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { Page } from '../../ui/layout/Page.tsx'
import { OpenRequests } from './OpenRequests.tsx'

const ReadyVersions = onDemand(async () => (await import('./ReadyVersions.tsx')).ReadyVersions)
const Overrides = onDemand(async () => (await import('./Overrides.tsx')).Overrides)

/** Rows that every window shows. */
const FIRST = 5

/** What this page asks once it is here (routes.tsx): what the first versions still miss, beside the code that lists them. */
export const asks = (client: QueryClient, _params: Params, _pathname: string, search: URLSearchParams) => {
  const mark = readyMark(search.get('ready') ?? USUAL_MARK)
  return mark ? [askFirst(client, mark)] : []
}

async function askFirst(client: QueryClient, mark: ReadyMark) {
  const versions = await client.query(readyQuery(mark))
  const checks = versions.slice(0, FIRST).map((id) => policyQueries.check({ ...id, stage: 'Production' }))
  await Promise.all(checks.map((check) => client.query(check)))
}

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
