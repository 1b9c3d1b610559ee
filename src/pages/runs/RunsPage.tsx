import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { keepPreviousData, useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { ApiError } from '#contract/errors.ts'
import { type ViewType, viewType } from '#contract/experiments.ts'
import { experimentQueries } from '../../api/experiments.ts'
import { runQueries } from '../../api/runs.ts'
import { readSearch, searchProblem } from '../../grammar-search.ts'
import { experimentIds, useParam } from '../../route-params.ts'
import { sortingOf, withSorting } from '../../url-params.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { orderOf, runColumns } from './run-columns.tsx'

const views: Record<ViewType, string> = { ACTIVE_ONLY: 'Active', DELETED_ONLY: 'Deleted', ALL: 'All' }

export function RunsPage() {
  const ids = experimentIds(useParam('ids'))
  const [params, setParams] = useSearchParams()
  const found = useQueries({ queries: ids.map((id) => experimentQueries.detail(id)) })
  const failed = found.find(({ error }) => error)
  const title = ids.map((id, index) => found[index]?.data?.name ?? `Experiment ${id}`).join(', ')
  const view = viewType.safeParse(params.get('view')).data ?? 'ACTIVE_ONLY'
  const text = params.get('q') ?? ''
  const set = (key: string, value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (value) next.set(key, value)
      else next.delete(key)
      return next
    })
  if (failed?.error instanceof ApiError && failed.error.code === 'RESOURCE_DOES_NOT_EXIST')
    return (
      <Page title="Not found">
        <EmptyState title="There is no such experiment">{failed.error.message}</EmptyState>
      </Page>
    )
  return (
    <Page title={title}>
      <Stack spacing={3}>
        <Stack direction={{ xs: 'column', md: 'row' }} spacing={2} sx={{ alignItems: { md: 'flex-start' } }}>
          <SearchBox
            label="Search runs"
            placeholder="Words of the name, or metrics.rmse < 7 AND params.model = 'xgb'"
            value={text}
            onApply={(q) => set('q', q)}
            check={(typed) => searchProblem('runs', typed)}
          />
          <ToggleButtonGroup
            exclusive
            size="small"
            aria-label="Which runs"
            value={view}
            onChange={(_event, next: ViewType | null) => next && set('view', next === 'ACTIVE_ONLY' ? '' : next)}
          >
            {Object.entries(views).map(([value, label]) => (
              <ToggleButton key={value} value={value}>
                {label}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </Stack>
        <RunList ids={ids} text={text} view={view} />
      </Stack>
    </Page>
  )
}

const newest = [{ id: 'start_time', desc: true }]

function RunList({ ids, text, view }: { ids: readonly string[]; text: string; view: ViewType }) {
  const [params, setParams] = useSearchParams()
  const sorting = sortingOf(params, newest)
  const order = orderOf(sorting[0]?.id ?? 'start_time', sorting[0]?.desc ?? true)
  const asked = useInfiniteQuery({
    ...runQueries.pages({ experimentIds: ids, filter: readSearch('runs', text).filter, order, view }),
    placeholderData: keepPreviousData,
  })
  const pages = asked.data?.pages
  const rows = useMemo(() => pages?.flatMap((page) => page.runs), [pages])
  const columns = useMemo(() => runColumns(rows ?? []), [rows])
  if (asked.isError && !rows)
    return <ErrorNotice title="The runs could not be loaded" error={asked.error} onRetry={() => void asked.refetch()} />
  if (rows?.length === 0 && !asked.isPlaceholderData)
    return (
      <EmptyState
        title={text ? 'No run matches this search' : view === 'DELETED_ONLY' ? 'No deleted runs' : 'No runs yet'}
      >
        {text ? <Button onClick={() => setParams({})}>Show all runs</Button> : <RunSnippet />}
      </EmptyState>
    )
  return (
    <DataTable
      label="Runs"
      columns={columns}
      rows={rows}
      rowId={(run) => run.info.run_id}
      sorting={sorting}
      onSort={(next) => setParams(withSorting(params, next), { replace: true })}
      paged={asked}
      scrollKey={`${text} ${view}`}
      stale={asked.isPlaceholderData}
    />
  )
}

const RunSnippet = () => (
  <>
    Log one from Python: <code>with mlflow.start_run(): mlflow.log_metric(&quot;rmse&quot;, 0.5)</code>
  </>
)
