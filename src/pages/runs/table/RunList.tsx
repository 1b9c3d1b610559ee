import { Suspense, useMemo, useRef, useState } from 'react'
import type { Experiment } from '#contract/experiments.ts'
import type { Seen } from '#contract/filter/filter-completion.ts'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import type { RunSearch } from '../../../api/runs.ts'
import { MeantSearch } from '../../../parts/search/MeantSearch.tsx'
import { paths } from '../../../paths.ts'
import { sortingOf, useUrlParams, withParam, withSorting } from '../../../url-params.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { factsOf } from '../../../domain/runs/run-facts.ts'
import { summaryFor, valueIn, valueParam } from '../../../domain/metrics/metric-value.ts'
import { isKeyColumn, type KeyColumn, keysOf, partsOf } from '../../../domain/runs/run-keys.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { asList, asTree } from './run-tree.ts'
import { NumericSort, useNumericSort } from './NumericSort.tsx'
import { NoRuns } from './NoRuns.tsx'
import { RunsBar } from './RunsBar.tsx'
import { RunsTable } from './runs-table.ts'
import { withColumns } from '../../../ui/table/chosen-columns.ts'
import { choosable } from './choosable-columns.ts'
import { chosenColumns } from './shown-columns.ts'
import { useRunColumns } from './use-run-columns.ts'
import { useRunWrites } from '../use-run-writes.ts'
import { useMetricTags } from '../../../parts/metrics/use-metric-tags.ts'
import { useRuns } from './use-runs.ts'
import { isUntouched, toTop, useNewRuns } from './use-new-runs.ts'
import { usePrinting } from '../../../ui/print/printing.ts'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'

const RegisterModelDialog = onDemand(
  async () => (await import('../../../parts/RegisterModelDialog.tsx')).RegisterModelDialog,
)

const ChosenValues = onDemand(async () => (await import('../../../parts/metrics/ChosenValues.tsx')).ChosenValues)

const isMetric = (column: KeyColumn) => partsOf(column).group === 'metrics'
const newestFirst = [{ id: 'start_time', desc: true }]
const NONE: ReadonlySet<string> = new Set()

type Props = {
  experiments: readonly Experiment[]
  search: RunSearch
  text: string
  /** The names in runs loaded by any search of these experiments. */
  seen: () => Seen
}

/** The runs that the URL asks for, and actions on them. */
export function RunList({ experiments, search, text, seen }: Props) {
  const [params, setParams] = useUrlParams()
  const [selected, setSelected] = useState(NONE)
  const [closed, setClosed] = useState(NONE)
  const [registering, setRegistering] = useState<Run>()
  const writes = useRunWrites()
  const sorting = sortingOf(params, newestFirst)
  // Any other order would scatter a family, so show a flat list unless asked otherwise.
  const isTree = params.get('nest') ? params.get('nest') === 'yes' : sorting[0]?.id === 'start_time'
  const choice = valueIn(params)
  const sortedBy = sorting[0]?.id ?? ''
  const [said, setSaid] = useState<readonly Tag[]>([])
  const summary =
    isKeyColumn(sortedBy) && isMetric(sortedBy) ? summaryFor(choice, partsOf(sortedBy).key, said) : undefined
  const isByServer = serverInfo.capabilities.metricSummaries
  const ordered = summary && isByServer ? { ...search, summary } : search
  const sortedHere =
    summary && !isByServer && isKeyColumn(sortedBy) ? { column: sortedBy, desc: sorting[0]?.desc === true } : undefined
  const list = useRuns(ordered, isTree)
  const { paged, runs, loaded, firstPage } = list
  const place = useRef<HTMLDivElement>(null)
  const newCount = useNewRuns({
    search,
    loaded: loaded ?? [],
    loadedAt: paged.dataUpdatedAt,
    isAtRest: () => selected.size === 0 && paged.data?.pages.length === 1 && isUntouched(place.current),
    refetch: paged.refetch,
  })
  const folded = usePrinting() ? NONE : closed
  const keys = useMemo(() => keysOf(runs ?? []), [runs])
  const chosen = chosenColumns(params)
  const numeric = useNumericSort(sortedBy, list)
  const { tags, interest } = useMetricTags(useMemo(() => firstPage?.map(({ info }) => info.run_id) ?? [], [firstPage]))
  // What is said once counts for other pages too, whose runs may be of no model: an order must not depend on who is on the page.
  const news = tags.filter(({ key }) => !said.some((tag) => tag.key === key))
  if (news.length > 0) setSaid([...said, ...news])
  const { shown, columns, chosenRuns } = useRunColumns({
    runs,
    firstPage,
    chosen,
    sortedBy,
    asNumbers: numeric.isOn ? sortedBy : undefined,
    ofSeveral: search.experimentIds.length > 1,
    isWhole: !text && sorting === newestFirst && !paged.isPlaceholderData,
    tags: said.length > 0 ? said : tags,
    choice,
  })
  const values = chosenRuns.runs
  const rows = useMemo(() => values && (isTree ? asTree(values, folded) : asList(values)), [values, isTree, folded])

  // Of thousands of keys it would take too long with each render.
  const choices = useMemo(() => choosable(keys, shown), [keys, shown])

  const toggle = (id: string) =>
    setClosed((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })

  if (paged.isError && !runs)
    return <ErrorNotice title="The runs could not be loaded" error={paged.error} onRetry={() => void paged.refetch()} />
  if (runs?.length === 0 && !paged.isPlaceholderData)
    return (
      <NoRuns
        experiments={experiments}
        isSearch={text !== ''}
        meant={
          <MeantSearch
            grammar="runs"
            text={text}
            seen={seen}
            onSearch={(q) => setParams((before) => withParam(before, 'q', q))}
          />
        }
        view={search.view}
        onClearSearch={() => setParams((before) => withParam(before, 'q', ''))}
        onShowDeleted={() => setParams((before) => withParam(before, 'view', 'deleted'))}
      />
    )
  return (
    <RunsTable
      value={{
        isTree: rows?.some(({ childCount }) => childCount > 0) ?? false,
        toggle,
        register: setRegistering,
        remove: (run) => void writes.remove([run]),
        restore: (run) => void writes.restore([run]),
        nameOf: (id) => experiments.find(({ experiment_id }) => experiment_id === id)?.name ?? id,
      }}
    >
      <RunsBar
        count={loaded?.length}
        newCount={newCount}
        onShowNew={() => {
          toTop(place.current)
          void paged.refetch()
        }}
        hasMore={paged.hasNextPage}
        selected={runs?.filter(({ info }) => selected.has(info.run_id)) ?? []}
        onClear={() => setSelected(NONE)}
        search={ordered}
        tags={said.length > 0 ? said : tags}
        sortedHere={sortedHere}
        compareAll={paths.compareRuns({
          experiments: search.experimentIds,
          q: text,
          view: params.get('view') ?? '',
          first: params.get('sort') ?? '',
          of: summary,
          value: valueParam(choice),
          sort: sortedHere ? `${sortedHere.desc ? '-' : ''}Metrics.${partsOf(sortedHere.column).key}` : '',
        })}
        writes={writes}
        nesting={
          runs?.some((run) => factsOf(run).parent !== undefined)
            ? { isTree, onChange: (on) => setParams((before) => withParam(before, 'nest', on ? 'yes' : 'no')) }
            : undefined
        }
        value={{
          value: choice,
          onChoose: (next) => setParams((before) => withParam(before, 'value', valueParam(next)), { replace: true }),
        }}
        picker={{
          all: choices,
          shown,
          onChange: (next) => setParams((before) => withColumns(before, next), { replace: true }),
        }}
      />
      <NumericSort sortedBy={sortedBy} sort={numeric} count={loaded?.length ?? 0} />
      {choice !== 'last' && (
        <Suspense fallback={null}>
          <ChosenValues
            read={chosenRuns}
            sortedHere={sortedHere && partsOf(sortedHere.column).key}
            choice={choice}
            count={loaded?.length ?? 0}
            hasMore={paged.hasNextPage}
          />
        </Suspense>
      )}
      <div ref={place} style={{ display: 'contents' }} {...interest}>
        <DataTable
          label="Runs"
          columns={columns}
          rows={rows}
          rowId={({ run }) => run.info.run_id}
          rowName={({ run }) => run.info.run_name || run.info.run_id}
          sorting={sorting}
          onSort={(next) => setParams((before) => withSorting(before, next), { replace: true })}
          sortsHere={numeric.isOn || sortedHere !== undefined}
          paged={paged}
          selection={{ ids: selected, onChange: setSelected }}
          scrollKey={`${text} ${search.view} ${isTree}`}
          stale={paged.isPlaceholderData || chosenRuns.isPending}
        />
      </div>
      {registering && (
        <RegisterModelDialog subject={{ run_id: registering.info.run_id }} onClose={() => setRegistering(undefined)} />
      )}
    </RunsTable>
  )
}
