import Alert from '@mui/material/Alert'
import Typography from '@mui/material/Typography'
import type { QueryClient } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import type { Run } from '#contract/runs.ts'
import { MOST_RUNS } from '../../../api/compare/compared-runs.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { plots as allPlots, type PlotKind, withPlots } from '../../../domain/compare/plots-view.ts'
import { shownOf } from '../../../domain/compare/compared.ts'
import { CompareTable } from '../../../domain/compare/CompareTable.tsx'
import { runsIn, withRuns } from '#contract/compared/runs-in.ts'
import { valueIn } from '../../../domain/metrics/metric-value.ts'
import { ChosenValue } from '../../../parts/metrics/ChosenValue.tsx'
import { wantedRuns } from '../../../parts/compare/wanted-runs.ts'
import { CompareBar } from '../../../parts/compare/CompareBar.tsx'
import { sortedBy, useComparison } from '../../../parts/compare/use-comparison.ts'
import { FilterChip } from '../../../ui/search/FilterChip.tsx'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { counted } from '../../../ui/table/TableBar.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { readSearch } from '../../../grammar-search.ts'
import type { Params } from '../../../route-params.ts'
import { useUrlParams, withParam } from '../../../url-params.ts'
import { askComparedRuns } from './ask-compared-runs.ts'
import { RunPlots } from './plots/RunPlots.tsx'
import { usePlots } from './plots/use-plots.ts'
import { RunHeader } from './RunHeader.tsx'
import { useComparedRuns } from './use-compared-runs.ts'
import { useWantedRuns } from './use-wanted-runs.ts'
import { formatCount } from '../../../ui/text/format-count.ts'

/** What this page asks besides the runs that its URL names (routes.tsx). */
export const asks = (client: QueryClient, _params: Params, _pathname: string, search: URLSearchParams) => {
  const wanted = wantedRuns(search, readSearch('runs', search.get('q') ?? ''))
  return wanted ? [askComparedRuns(client, wanted)] : []
}

type Change = (next: (before: URLSearchParams) => URLSearchParams) => void

/** Runs of one or several experiments side by side; all that is chosen is in the URL. */
export function CompareRunsPage() {
  const [params, setParams] = useUrlParams()
  const change: Change = (next) => setParams(next, { replace: true, preventScrollReset: true })
  return (
    <Page title="Compare runs">
      <WantedRuns params={params} onChange={change} />
    </Page>
  )
}

function WantedRuns({ params, onChange }: { params: URLSearchParams; onChange: Change }) {
  const { found, count, missing, isAsked, problem, isSearch } = useWantedRuns(params)
  const shown = useDeferredValue(found.data) // drawn in pieces, as what is below
  if (problem) return <EmptyState title="Invalid search">{problem.plain}</EmptyState>
  if (!isAsked)
    return (
      <EmptyState title="No runs chosen">
        Select runs in an experiment and press Compare, or compare all that match a search.
      </EmptyState>
    )
  if (found.isError && !shown)
    return <ErrorNotice title="The runs could not be loaded" error={found.error} onRetry={() => void found.refetch()} />
  if (!shown)
    return (
      <>
        <Typography role="status" variant="body2" color="textSecondary">
          {count > 0 ? `${counted(count, 'run', 'runs', false)} loaded…` : 'Loading runs…'}
        </Typography>
        <LoadingRows count={10} />
      </>
    )
  const { runs, isCut } = shown
  return (
    <>
      {missing.length > 0 && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 3, overflowWrap: 'anywhere' }}>
          {`Not found, or not visible to you: ${missing.map((id) => `run ${id}`).join(', ')}`}
        </Alert>
      )}
      {isCut && (
        <Alert severity="info" variant="outlined" sx={{ mb: 3 }}>
          {isSearch
            ? `More runs match than can be compared. These are the first ${counted(runs.length, 'run', 'runs', false)}${params.has('of') && !serverInfo.capabilities.metricSummaries ? ' by the last value' : ''}; narrow the search to see others.`
            : `This link names more runs than can be compared. Those after the first ${formatCount(MOST_RUNS)} are left out.`}
        </Alert>
      )}
      {runs.length === 0 ? (
        <EmptyState title="No runs to compare">
          {isSearch ? 'No runs match this search.' : 'They may have been deleted permanently.'}
        </EmptyState>
      ) : (
        <Comparison runs={runs} params={params} onChange={onChange} canRemove={!isSearch} />
      )}
    </>
  )
}

type Props = { runs: readonly Run[]; params: URLSearchParams; onChange: Change; canRemove: boolean }

/** Three components have what takes a while with a thousand runs, so that React can pause between them. */
function Comparison({ runs: given, ...props }: Props) {
  const { things, runs, ...read } = useComparedRuns(given, runsIn(props.params).ids, valueIn(props.params))
  const known = useDeferredValue(useMemo(() => ({ things, runs }), [things, runs]))
  return <ComparedRuns {...props} {...known} {...read} />
}

type ComparedProps = Props & Pick<ReturnType<typeof useComparedRuns>, 'things' | 'choice' | 'read' | 'notAsked'>

function ComparedRuns({ things, ...props }: ComparedProps) {
  return <ShownRuns {...props} comparison={useComparison(things, props.params)} />
}

type ShownProps = Omit<ComparedProps, 'things'> & { comparison: ReturnType<typeof useComparison> }

function ShownRuns({ runs, params, onChange, canRemove, choice, read, notAsked, comparison }: ShownProps) {
  const { things, all, rows, order, baseline, sort } = comparison
  const plots = usePlots(runs, all, params, things[0]?.tags)
  const { inside } = plots
  const shown = plots.view.shown ?? (runs.length > FEW ? allPlots : plots.view.curves ? (['curves'] as const) : [])
  const within = inside ? order.filter((index) => inside[index]) : order
  const nameOf = (index: number) => plots.names.get(runs[index]?.info.run_id ?? '') ?? ''
  const remove = (id: string) =>
    onChange((before) =>
      withRuns(
        before,
        runs.flatMap(({ info }) => (info.run_id === id ? [] : info.run_id)),
      ),
    )
  const toggle = (plot: PlotKind, on: boolean) =>
    onChange((before) =>
      withPlots(
        before,
        allPlots.filter((one) => (one === plot ? on : shown.includes(one))),
      ),
    )
  // Drawn after the rest, in pieces: at once it would be a long task.
  const table = useDeferredValue(
    <CompareTable
      nouns="runs"
      rows={rows}
      columns={within.map((index) => ({ id: things[index]?.id ?? '', index }))}
      renderHeader={(index) => {
        const run = runs[index]
        return (
          run && (
            <RunHeader
              id={run.info.run_id}
              name={nameOf(index)}
              isBaseline={index === baseline}
              onBaseline={(id) => onChange((before) => withParam(before, 'base', id))}
              onRemove={canRemove ? remove : undefined}
            />
          )
        )
      }}
      baseline={baseline}
      sort={sort}
      onSort={(id) => onChange((before) => sortedBy(before, id))}
    />,
    null,
  )
  return (
    <>
      <CompareBar
        file="runs"
        value={<ChosenValue choice={choice} read={read} />}
        isReading={read.isPending}
        comparison={{ ...comparison, order: within }}
        {...{ params, onChange, nameOf }}
      >
        {allPlots.map((plot) => (
          <FilterChip key={plot} pressed={shown.includes(plot)} onChange={(on) => toggle(plot, on)}>
            {plotNames[plot]}
          </FilterChip>
        ))}
      </CompareBar>
      {shown.length > 0 && <RunPlots {...{ shown, runs, plots, baseline, order, onChange }} />}
      <Typography variant="body2" color="textSecondary" role="status" sx={{ mb: 2 }}>
        {insideOf(within.length, runs.length)}, {shownOf(rows.length, all.length)}
      </Typography>
      {notAsked && (
        <Typography variant="caption" color="textSecondary" component="p" sx={{ mb: 2 }}>
          {notAsked}
        </Typography>
      )}
      {rows.length > 0 && within.length > 0 && table}
    </>
  )
}

/** So few runs are read in the table. */
const FEW = 3

const plotNames: Record<PlotKind, string> = { axes: 'Parallel coordinates', scatter: 'Scatter', curves: 'Curves' }

const insideOf = (inside: number, all: number) =>
  inside < all
    ? `${formatCount(inside)} of ${counted(all, 'run', 'runs', false)} within these ranges`
    : counted(all, 'run', 'runs', false)
