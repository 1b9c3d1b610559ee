import Skeleton from '@mui/material/Skeleton'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { Suspense } from 'react'
import { ApiError } from '#contract/errors.ts'
import { completions, type Seen } from '#contract/filter/filter-completion.ts'
import { NOTE_TAG, tagValue } from '#contract/tags.ts'
import { useMay } from '../../../api/access/access.ts'
import { experimentQueries, useRestoreExperiment } from '../../../api/experiments.ts'
import { knownRuns } from '../../../api/runs.ts'
import { readSearch, searchProblem } from '../../../grammar-search.ts'
import { experimentIds, useParam } from '../../../route-params.ts'
import { ClampedName } from '../../../ui/layout/ClampedName.tsx'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { FirstLine } from '../../../ui/text/FirstLine.tsx'
import { Heading, Page } from '../../../ui/layout/Page.tsx'
import { MeantSearch } from '../../../parts/search/MeantSearch.tsx'
import { SearchBox } from '../../../ui/search/SearchBox.tsx'
import { UnreadableSearch } from '../../../ui/search/UnreadableSearch.tsx'
import { LifecycleSwitch } from '../../../domain/runs/LifecycleSwitch.tsx'
import { viewOf } from '../../../domain/runs/view-of.ts'
import { sortingOf, useUrlParams, withParam } from '../../../url-params.ts'
import { ExperimentActions } from './ExperimentActions.tsx'
import { RunList } from './RunList.tsx'
import { orderOf } from '../../../domain/runs/run-order.ts'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import Alert from '@mui/material/Alert'
import type { Experiment } from '#contract/experiments.ts'
import { writtenKey } from '#contract/filter/filter-key.ts'
import type { Run } from '#contract/runs.ts'
import { keysOf, partsOf, valueOf } from '../../../domain/runs/run-keys.ts'
import { WriteButton } from '../../../ui/forms/WriteButton.tsx'

const AboutExperiment = onDemand(async () => (await import('./AboutExperiment.tsx')).AboutExperiment)

/** Missing, or not an id at all. */
const isMissing = (error: Error | null) => error instanceof ApiError && (error.status === 404 || error.status === 400)

export function RunsPage() {
  const ids = experimentIds(useParam('ids'))
  const [params, setParams] = useUrlParams()
  const client = useQueryClient()
  const found = useQueries({ queries: ids.map((id) => experimentQueries.detail(id)) })
  const experiments = found.flatMap(({ data }) => data ?? [])
  const names = found.map(({ data }, index) => data?.name ?? `Experiment ${ids[index]}`)
  const isPending = found.some((query) => query.isPending)
  const failed = found.filter(({ error, data }) => error && !data)
  const set = (key: string, value: string) => setParams((before) => withParam(before, key, value))
  if (found.length > 0 && found.every(({ error, data }) => !data && isMissing(error)))
    return (
      <Page title="Not found">
        <EmptyState title="Experiment not found">{failed[0]?.error?.message}</EmptyState>
      </Page>
    )
  const text = params.get('q') ?? ''
  const view = viewOf(params)
  const { filter, words, isLoose, problem } = readSearch('runs', text)
  const [sorted = { id: 'start_time', desc: true }] = sortingOf(params)
  const only = ids.length === 1 ? experiments[0] : undefined
  const isAbout = params.get('about') === 'yes'
  const seen = () => seenValues(knownRuns(client, ids))
  return (
    <Page
      title={isPending ? 'Runs' : names.join(', ')}
      heading={<Heading>{isPending ? <Skeleton width={240} /> : <ClampedName name={names.join(', ')} />}</Heading>}
      actions={
        only?.lifecycle_stage === 'active' && (
          <ExperimentActions experiment={only} isAbout={isAbout} onAbout={() => set('about', isAbout ? '' : 'yes')} />
        )
      }
    >
      <Stack sx={{ gap: 3 }}>
        {only && !isAbout && tagValue(only.tags, NOTE_TAG) && (
          <Typography color="textSecondary" noWrap>
            <FirstLine of={tagValue(only.tags, NOTE_TAG)} width={320} />
          </Typography>
        )}
        {failed.map(({ error, refetch }, index) => (
          <ErrorNotice
            key={index}
            title="An experiment could not be loaded"
            error={error ?? new Error()}
            onRetry={() => void refetch()}
          />
        ))}
        {experiments.map(
          (experiment) =>
            experiment.lifecycle_stage === 'deleted' && (
              <DeletedExperiment key={experiment.experiment_id} experiment={experiment} />
            ),
        )}
        {only?.lifecycle_stage === 'active' && isAbout && (
          <Suspense fallback={null}>
            <AboutExperiment experiment={only} />
          </Suspense>
        )}
        <Stack direction={{ xs: 'column', md: 'row' }} spacing={3} sx={{ alignItems: 'flex-start' }}>
          <SearchBox
            label="Search runs"
            placeholder="Search, or filter: metrics.rmse < 7 AND params.model = 'xgb'"
            value={text}
            onApply={(q) => set('q', q)}
            check={(typed) => searchProblem('runs', typed)}
            renderOffer={(typed, onSearch) => (
              <MeantSearch grammar="runs" text={typed} seen={seen} onSearch={onSearch} />
            )}
            complete={(typed) => completions('runs', typed, seen())}
          />
          <LifecycleSwitch label="Runs to show" value={view} onChange={(next) => set('view', next)} />
        </Stack>
        {problem ? (
          <UnreadableSearch />
        ) : (
          <RunList
            key={`${ids.join(',')} ${view}`}
            experiments={experiments}
            search={{ experimentIds: ids, filter, words, isLoose, order: orderOf(sorted), view }}
            text={text}
            seen={seen}
          />
        )}
      </Stack>
    </Page>
  )
}

/** Says that an experiment is deleted, and offers to restore it to those who may. */
function DeletedExperiment({ experiment: { name, experiment_id } }: { experiment: Experiment }) {
  const { manage } = useMay({ experiment_id })
  const restore = useRestoreExperiment()
  return (
    <Alert
      severity="warning"
      variant="outlined"
      sx={{ overflowWrap: 'anywhere' }}
      action={
        manage && (
          <WriteButton color="inherit" pending={restore.isPending} onClick={() => restore.mutate(experiment_id)}>
            Restore
          </WriteButton>
        )
      }
    >
      The experiment “{name}” and its runs are deleted. Restoring it brings its runs back.
    </Alert>
  )
}

/** Runs inspected per keystroke. */
const MAX_RUNS = 200

/** The metrics, params and tags of these runs as a filter writes them, with the values of params and tags. */
function seenValues(runs: readonly Run[]): Seen {
  const some = runs.slice(0, MAX_RUNS)
  return new Map(
    keysOf(some).map((column) => {
      const values = column.startsWith('metrics.') ? [] : some.flatMap((run) => valueOf(run, column) ?? [])
      const { group, key } = partsOf(column)
      return [writtenKey(group, key), new Set(values.map(String))]
    }),
  )
}
