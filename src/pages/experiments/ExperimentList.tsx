import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { Link as RouterLink } from 'react-router'
import { seenTags } from '#contract/filter/filter-key.ts'
import type { ViewType } from '#contract/experiments.ts'
import { useServerRights } from '../../api/access/access.ts'
import { experimentQueries, knownExperiments } from '../../api/experiments.ts'
import { readSearch } from '../../grammar-search.ts'
import { ExperimentDialogs, type ExperimentRequest } from '../../parts/experiments/ExperimentDialogs.tsx'
import { paths } from '../../paths.ts'
import { sortingOf, useUrlParams, withParam, withSorting } from '../../url-params.ts'
import { MeantSearch } from '../../parts/search/MeantSearch.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { TableBar, counted } from '../../ui/table/TableBar.tsx'
import { experimentColumns } from './experiment-columns.tsx'
import { ExperimentsTable } from './experiments-table.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'

const byUpdate = [{ id: 'last_update_time', desc: true }]
const NONE: ReadonlySet<string> = new Set()

/** The experiments that the URL asks for, in the server's order. */
export function ExperimentList({ text, view }: { text: string; view: ViewType }) {
  const [params, setParams] = useUrlParams()
  const [selected, setSelected] = useState(NONE)
  const [request, setRequest] = useState<ExperimentRequest>()
  const client = useQueryClient()
  const sorting = sortingOf(params, byUpdate)
  const [{ id, desc } = { id: 'last_update_time', desc: true }] = sorting
  const { filter, words, isLoose } = readSearch('experiments', text)
  const asked = useInfiniteQuery({
    ...experimentQueries.pages({
      filter,
      words,
      isLoose,
      order: `${id} ${desc ? 'DESC' : 'ASC'}`,
      view,
    }),
    placeholderData: keepPreviousData,
  })
  const pages = asked.data?.pages
  const rows = useMemo(() => pages?.flatMap((page) => page.experiments), [pages])
  if (asked.isError && !rows)
    return (
      <ErrorNotice
        title="The experiments could not be loaded"
        error={asked.error}
        onRetry={() => void asked.refetch()}
      />
    )
  if (rows?.length === 0 && !asked.isPlaceholderData && !asked.hasNextPage)
    return (
      <NoExperiments
        isSearch={text !== ''}
        meant={
          <MeantSearch
            grammar="experiments"
            text={text}
            seen={() => seenTags(knownExperiments(client))}
            onSearch={(q) => setParams((before) => withParam(before, 'q', q))}
          />
        }
        view={view}
        onShowAll={() => setParams((before) => withParam(before, 'q', ''))}
      />
    )
  const chosen = (rows ?? []).filter(({ experiment_id }) => selected.has(experiment_id))
  return (
    <ExperimentsTable value={{ request: setRequest }}>
      <TableBar
        status={counted(rows?.length, 'experiment', 'experiments', asked.hasNextPage)}
        selected={chosen.length}
        onClear={() => setSelected(NONE)}
        selectedActions={
          <Button component={RouterLink} to={paths.runs(chosen.map(({ experiment_id }) => experiment_id))}>
            {chosen.length === 1 ? 'View runs' : 'View runs together'}
          </Button>
        }
      />
      <DataTable
        label="Experiments"
        columns={experimentColumns}
        rows={rows}
        rowId={({ experiment_id }) => experiment_id}
        rowName={({ name }) => name}
        sorting={sorting}
        onSort={(next) => setParams((before) => withSorting(before, next), { replace: true })}
        paged={asked}
        selection={{ ids: selected, onChange: setSelected }}
        scrollKey={text}
        stale={asked.isPlaceholderData}
      />
      <ExperimentDialogs request={request} onClose={() => setRequest(undefined)} />
    </ExperimentsTable>
  )
}

type Props = {
  isSearch: boolean
  /** What was probably meant by the search. */
  meant: ReactNode
  view: ViewType
  onShowAll: () => void
}

/** Says why the list is empty. */
function NoExperiments({ isSearch, meant, view, onShowAll }: Props) {
  const { create } = useServerRights()
  if (isSearch)
    return (
      <EmptyState title="No experiments match this search">
        <Box sx={{ mb: 2 }}>{meant}</Box>
        <Button onClick={onShowAll}>Clear search</Button>
      </EmptyState>
    )
  if (view === 'DELETED_ONLY')
    return (
      <EmptyState title="No deleted experiments">
        Deleted experiments appear here. Restoring one also restores its runs.
      </EmptyState>
    )
  if (!create)
    return <EmptyState title="No experiments yet">Experiments that you have access to appear here.</EmptyState>
  return (
    <EmptyState title="No experiments yet">
      An experiment groups related runs. Create one here, or from Python:{' '}
      <code>mlflow.set_experiment(&quot;taxi fares&quot;)</code>
    </EmptyState>
  )
}
