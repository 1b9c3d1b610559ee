import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { OpenRequest } from '#contract/review-paths.ts'
import { hasAccounts, useServerRights } from '../../api/access/access.ts'
import { inboxQuery, useWaitsForMe } from '../../api/reviews.ts'
import { useUrlParams, withParam } from '../../url-params.ts'
import { useShortcuts } from '../../ui/controls/shortcuts.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { NARROW, useMedia } from '../../ui/layout/use-media.ts'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { focusRow } from '../../ui/table/row-keys.ts'
import { counted, TableBar } from '../../ui/table/TableBar.tsx'
import { actionsColumn, type Decide, requestColumns } from './request-columns.tsx'
import { filtered, filterKeys, requestFilter } from './request-filter.ts'
import { RequestFilters } from './RequestFilters.tsx'
import { versionName } from './version-column.tsx'

const DecisionDialog = onDemand(async () => (await import('../../parts/reviews/DecisionDialog.tsx')).DecisionDialog)
const RequestCards = onDemand(async () => (await import('./RequestCards.tsx')).RequestCards)

/** The open requests: filtered by the URL, and decided with a key or a button. */
export function OpenRequests() {
  const { data: requests, error, refetch } = useQuery(inboxQuery())
  const [params] = useUrlParams()
  const waitsForMe = useWaitsForMe()
  const { create } = useServerRights()
  const mayRequest = create || !hasAccounts // both take the role contributor
  const shown = requests && filtered(requests, requestFilter(params), waitsForMe)
  const { decide, dialog, frame } = useDecisions(shown)
  return (
    <div ref={frame}>
      {error && !requests ? (
        <ErrorNotice title="The requests could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : requests?.length === 0 ? (
        <EmptyState title="Nothing is waiting for a decision">
          {mayRequest && (
            <>
              To request a stage change, open a version and choose Stage, then <b>Request transition</b>.{' '}
            </>
          )}
          Open requests appear here until they are approved or rejected.
        </EmptyState>
      ) : (
        <>
          <RequestFilters requests={requests ?? []} waiting={requests?.filter(waitsForMe).length ?? 0} />
          <RequestList requests={shown} onDecide={decide} />
        </>
      )}
      {dialog}
    </div>
  )
}

type ListProps = {
  /** Undefined while they load. */
  requests: readonly OpenRequest[] | undefined
  onDecide: Decide
}

function RequestList({ requests, onDecide }: ListProps) {
  const [params, setParams] = useUrlParams()
  const isNarrow = useMedia(NARROW)
  const columns = useMemo(() => [...requestColumns, actionsColumn(onDecide)], [onDecide])
  const showAll = () => setParams((before) => filterKeys.reduce((all, key) => withParam(all, key, ''), before))
  if (requests?.length === 0)
    return (
      <EmptyState title="No requests match these filters">
        <Button onClick={showAll}>Show all requests</Button>
      </EmptyState>
    )
  return (
    <>
      <TableBar status={counted(requests?.length, 'request', 'requests, oldest first', false)}>
        {!isNarrow && requests?.some(({ may_decide }) => may_decide !== false) && <Keys />}
      </TableBar>
      {isNarrow ? (
        <Suspense fallback={null}>{requests && <RequestCards requests={requests} onDecide={onDecide} />}</Suspense>
      ) : (
        <DataTable
          label="Open requests"
          columns={columns}
          rows={requests}
          rowId={({ id }) => id}
          rowName={versionName}
          scrollKey={params.toString()}
        />
      )}
    </>
  )
}

/** The dialog for the request that is being decided, by a button or by `a` and `r` in its row. */
function useDecisions(shown: readonly OpenRequest[] | undefined) {
  const [decision, setDecision] = useState<{ request: OpenRequest; kind: 'approve' | 'reject'; index: number }>()
  const frame = useRef<HTMLDivElement>(null)
  const rows = useRef(shown)
  useEffect(() => {
    rows.current = shown
  })
  const decide = useCallback<Decide>(
    (request, kind) => setDecision({ request, kind, index: rows.current?.indexOf(request) ?? 0 }),
    [],
  )
  const decideRow = (event: KeyboardEvent, kind: 'approve' | 'reject') => {
    const target = event.target instanceof Element ? event.target : undefined
    const row = target?.closest<HTMLElement>('tr[data-index]')
    const request = frame.current?.contains(row ?? null) ? shown?.[Number(row?.dataset.index)] : undefined
    if (!request || request.may_decide === false) return
    event.preventDefault() // the letter would be typed into the dialog
    decide(request, kind)
  }
  useShortcuts({ a: (event) => decideRow(event, 'approve'), r: (event) => decideRow(event, 'reject') })
  const close = () => {
    flushSync(() => setDecision(undefined)) // the dialog returns the focus
    // A decided row is gone: the one in its place gets the focus, before the page's heading does.
    const index = Math.min(decision?.index ?? 0, (rows.current?.length ?? 0) - 1)
    if (document.activeElement === document.body && frame.current) focusRow(frame.current, index, 10)
  }
  const dialog = decision && (
    <DecisionDialog
      id={{ name: decision.request.name, version: decision.request.version }}
      request={decision.request}
      kind={decision.kind}
      onClose={close}
    />
  )
  return { decide, dialog, frame }
}

/** The keys of this table. */
const Keys = () => (
  <Typography variant="caption" color="textSecondary">
    <kbd>j</kbd> <kbd>k</kbd> next, previous · <kbd>Enter</kbd> open · <kbd>a</kbd> approve · <kbd>r</kbd> reject ·{' '}
    <kbd>?</kbd> all keys
  </Typography>
)
