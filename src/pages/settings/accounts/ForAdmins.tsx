import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { meQuery } from '../../../api/caller/try-sign-in.ts'
import { AskOne } from '../../../parts/AskOne.tsx'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { roles } from './roles.ts'
import { SettingsNav } from './SettingsNav.tsx'

/** Shows a page of Settings to admins, and others what they lack. `what`: what admins do there. */
export function ForAdmins({ title, what, children }: { title: string; what: string; children: ReactNode }) {
  const { data, error, refetch } = useQuery(meQuery)
  if (data?.role === 'admin') return children
  return (
    <Page title={title}>
      <SettingsNav />
      {data ? (
        <EmptyState title={`Only admins ${what}`}>
          Your role is {roles[data.role].name}.
          <AskOne of={data.admins ?? []} />
        </EmptyState>
      ) : error ? (
        <ErrorNotice title="Your role could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows count={8} />
      )}
    </Page>
  )
}
