import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { AuditFormat } from '#contract/accounts/account-calls.ts'
import { accountQueries, auditExportUrl } from '../../../api/accounts.ts'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { usePrinting, useWholeOnPaper } from '../../../ui/print/printing.ts'
import { usePageWindow } from '../../../ui/table/page-window.ts'
import { Time } from '../../../ui/text/Time.tsx'
import { useUrlParams, withParam } from '../../../url-params.ts'
import { AccountRow, AccountRows } from './AccountRow.tsx'
import { auditActions, detailText } from './audit-text.ts'
import { ForAdmins } from './ForAdmins.tsx'
import { SettingsNav } from './SettingsNav.tsx'
import { WriteButton } from '../../../ui/forms/WriteButton.tsx'

/** Who did what to accounts, tokens and rights, for admins. The filters are in the URL. */
export const AuditPage = () => (
  <ForAdmins title="Audit log" what="read the audit log">
    <Log />
  </ForAdmins>
)

function Log() {
  const [params, setParams] = useUrlParams()
  const account = params.get('account') ?? ''
  const action = params.get('action') ?? ''
  const set = (name: string, value: string) => setParams((before) => withParam(before, name, value), { replace: true })
  return (
    <Page title="Audit log">
      <SettingsNav />
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={3} sx={{ mb: 4 }}>
        <TextField
          label="Account"
          value={account}
          onChange={(event) => set('account', event.target.value)}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
        />
        <TextField
          select
          label="Event"
          value={action}
          onChange={(event) => set('action', event.target.value)}
          slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}
        >
          <option value="">All events</option>
          {Object.entries(auditActions).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </TextField>
        <Stack direction="row" spacing={2} sx={{ alignItems: 'center' }} data-screen>
          {Object.entries(formatNames).map(([format, text]) => (
            <Button
              key={format}
              component="a"
              href={auditExportUrl({ format, ...filterOf(account, action) })}
              download
              startIcon={<Download size={14} />}
            >
              {text}
            </Button>
          ))}
        </Stack>
      </Stack>
      <Entries account={account} action={action} />
    </Page>
  )
}

const filterOf = (account: string, action: string) => ({ ...(account && { account }), ...(action && { action }) })

const formatNames: Record<AuditFormat, string> = { csv: 'Export CSV', jsonl: 'Export JSON Lines' }

function Entries({ account, action }: { account: string; action: string }) {
  const asked = useInfiniteQuery(accountQueries.audit(filterOf(account, action)))
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError } = asked
  const isPrinting = usePrinting()
  const entries = useMemo(() => data?.pages.flatMap((page) => page.entries) ?? [], [data])
  const ids = useMemo(() => entries.map(({ id }) => id), [entries])
  const list = useRef<HTMLUListElement>(null)
  const drawn = usePageWindow(list, ids, { height: 59, hasMore: hasNextPage })
  useWholeOnPaper(asked, entries.length)
  if (error && !data)
    return <ErrorNotice title="The audit log could not be loaded" error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingRows count={10} />
  if (entries.length === 0) return <EmptyState title="No events match" />
  return (
    <>
      <AccountRows label="Events" ref={list} style={drawn.style}>
        {drawn.entries.map(({ index, place }) => {
          const { id, action, actor, time, detail } = entries[index]!
          const name = auditActions[action] ?? action
          return (
            <AccountRow key={id} name={name} title={name} actions={<Time ms={time} />} place={place}>
              by <bdi>{actor}</bdi>
              {detailText(detail)}
            </AccountRow>
          )
        })}
      </AccountRows>
      {error && isFetchNextPageError && <ErrorNotice title="More events could not be loaded" error={error} />}
      {hasNextPage && isPrinting && <p>Older events are not printed. Press Ctrl+P to print more of them.</p>}
      {hasNextPage && (
        <WriteButton sx={{ mt: 3 }} pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older events
        </WriteButton>
      )}
    </>
  )
}
