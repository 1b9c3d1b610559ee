import { useRouteError } from 'react-router'
import { ErrorNotice } from '../ui/feedback/ErrorNotice.tsx'
import { Page } from '../ui/layout/Page.tsx'

/** What a route shows when its page could not be drawn, or its code not be loaded. */
export function ErrorPage() {
  const thrown = useRouteError()
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  return (
    <Page title="Something went wrong">
      <ErrorNotice
        title="This page could not be shown"
        error={error}
        onRetry={() => window.location.reload()}
        retry="Reload"
      />
    </Page>
  )
}
