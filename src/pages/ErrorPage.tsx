import { useEffect } from 'react'
import { useRouteError } from 'react-router'
import { onReturn } from '../api/connection.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Page } from '../ui/Page.tsx'

/** What a route shows when its page could not be drawn, or its code not be loaded. */
export function ErrorPage() {
  const thrown = useRouteError()
  // What could not be loaded while the server was away is loaded anew: browsers remember that a module failed.
  useEffect(() => onReturn(() => window.location.reload()), [])
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  return (
    <Page title="Something went wrong">
      <ErrorNotice title="This page could not be shown" error={error} onRetry={() => window.location.reload()} />
    </Page>
  )
}
