import { useRouteError } from 'react-router'
import { ErrorNotice } from '../ui/feedback/ErrorNotice.tsx'
import { Page } from '../ui/layout/Page.tsx'

/** Shown when a page fails to render or its code fails to load. */
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
