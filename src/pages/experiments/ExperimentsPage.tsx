import Button from '@mui/material/Button'
import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link as RouterLink, useSearchParams } from 'react-router'
import type { Experiment } from '#contract/experiments.ts'
import { ownTags } from '#contract/tags.ts'
import { experimentQueries } from '../../api/experiments.ts'
import { searchFilter, searchProblem } from '../../grammar-search.ts'
import { paths } from '../../paths.ts'
import { sortingOf, withSorting } from '../../sort-param.ts'
import type { Column } from '../../ui/columns.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { Id } from '../../ui/Id.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { Time } from '../../ui/Time.tsx'

const CreateExperimentDialog = lazy(async () => ({
  default: (await import('./CreateExperimentDialog.tsx')).CreateExperimentDialog,
}))

export function ExperimentsPage() {
  const [params, setParams] = useSearchParams()
  const [isCreating, setCreating] = useState(false)
  const text = params.get('q') ?? ''
  return (
    <Page
      title="Experiments"
      actions={
        <Button variant="contained" onClick={() => setCreating(true)}>
          Create experiment
        </Button>
      }
    >
      <Stack spacing={3}>
        <SearchBox
          label="Search experiments"
          placeholder="Words of the name, or tags.team = 'rides'"
          value={text}
          onApply={(q) => setParams(q ? { q } : {})}
          check={(typed) => searchProblem('experiments', typed)}
        />
        <ExperimentList text={text} />
      </Stack>
      {isCreating && (
        <Suspense fallback={null}>
          <CreateExperimentDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </Page>
  )
}

const byActivity = [{ id: 'last_update_time', desc: true }]

function ExperimentList({ text }: { text: string }) {
  const [params, setParams] = useSearchParams()
  const sorting = sortingOf(params, byActivity)
  const order = `${sorting[0]?.id ?? 'last_update_time'} ${sorting[0]?.desc ? 'DESC' : 'ASC'}`
  const asked = useInfiniteQuery({
    ...experimentQueries.pages({ filter: searchFilter('experiments', text), order, view: 'ACTIVE_ONLY' }),
    placeholderData: keepPreviousData,
  })
  const rows = asked.data?.pages.flatMap((page) => page.experiments)
  if (asked.isError && !rows)
    return (
      <ErrorNotice
        title="The experiments could not be loaded"
        error={asked.error}
        onRetry={() => void asked.refetch()}
      />
    )
  if (rows?.length === 0 && !asked.isPlaceholderData)
    return (
      <EmptyState title={text ? 'No experiment matches this search' : 'No experiments yet'}>
        {text ? (
          <Button onClick={() => setParams({})}>Show all experiments</Button>
        ) : (
          'Create one, or log a run from Python.'
        )}
      </EmptyState>
    )
  return (
    <DataTable
      label="Experiments"
      columns={columns}
      rows={rows}
      rowId={(experiment) => experiment.experiment_id}
      sorting={sorting}
      onSort={(next) => setParams(withSorting(params, next), { replace: true })}
      paged={asked}
      scrollKey={text}
      stale={asked.isPlaceholderData}
    />
  )
}

// `sortBy` says that a column sorts; the server does it.
const columns: readonly Column<Experiment>[] = [
  {
    id: 'name',
    header: 'Name',
    pinned: true,
    width: 240,
    sortBy: ({ name }) => name,
    cell: ({ experiment_id, name }) => (
      <Link component={RouterLink} to={paths.runs([experiment_id])}>
        {name}
      </Link>
    ),
  },
  {
    id: 'experiment_id',
    header: 'Id',
    sortBy: (row) => row.experiment_id,
    cell: (row) => <Id value={row.experiment_id} what="experiment id" />,
  },
  {
    id: 'last_update_time',
    header: 'Last activity',
    sortBy: (row) => row.last_update_time,
    cell: (row) => <Time ms={row.last_update_time} />,
  },
  {
    id: 'creation_time',
    header: 'Created',
    sortBy: (row) => row.creation_time,
    cell: (row) => <Time ms={row.creation_time} />,
  },
  {
    id: 'tags',
    header: 'Tags',
    width: 200,
    cell: ({ tags }) =>
      ownTags(tags)
        .map(({ key, value }) => `${key}: ${value}`)
        .join(', ') || '–',
  },
  { id: 'location', header: 'Artifact location', width: 240, cell: (row) => <code>{row.artifact_location}</code> },
]
