import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { Link } from 'react-router'
import { seenTags } from '#contract/filter/filter-key.ts'
import { MOST_VERSIONS } from '../../../api/facts/most-read.ts'
import { knownLists } from '../../../api/models.ts'
import { narrowing } from '../../../grammar-search.ts'
import { metricMeaning } from '../../../domain/metric-meaning.ts'
import { valueIn, valueParam } from '../../../domain/metrics/metric-value.ts'
import { ValueSelect } from '../../../parts/metrics/ValueSelect.tsx'
import { paths } from '../../../paths.ts'
import { MeantSearch } from '../../../parts/search/MeantSearch.tsx'
import { sortingOf, useUrlParams, withParam, withSorting } from '../../../url-params.ts'
import { NARROW, useMedia } from '../../../ui/layout/use-media.ts'
import { withColumns } from '../../../ui/table/chosen-columns.ts'
import { ColumnPicker } from '../../../ui/table/ColumnPicker.tsx'
import { FilterChip } from '../../../ui/search/FilterChip.tsx'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { sortedRows } from '../../../ui/table/sorted-rows.ts'
import { counted, TableBar } from '../../../ui/table/TableBar.tsx'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import {
  choosable,
  chosenColumns,
  defaultColumns,
  loadMarks,
  MODEL_ROW_HEIGHT,
  modelColumns,
  serverOrder,
} from './model-columns.tsx'
import { ModelsTable } from './models-table.ts'
import type { NotSearched } from './use-found-models.ts'
import { SortButton } from './metrics/SortButton.tsx'
import { useMetricOrder } from './metrics/use-metric-order.ts'
import { useModels } from './use-models.ts'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { formatCount } from '../../../ui/text/format-count.ts'

const ModelCards = onDemand(async () => (await import('./ModelCards.tsx')).ModelCards)
const NoModels = onDemand(async () => (await import('./NoModels.tsx')).NoModels)
const DeleteModelDialog = onDemand(async () => (await import('../DeleteModelDialog.tsx')).DeleteModelDialog)

const ChosenValues = onDemand(async () => (await import('../../../parts/metrics/ChosenValues.tsx')).ChosenValues)

const inNameOrder = [{ id: 'name', desc: false }]
/** Each row says for itself what is still being read. */
const known = { isPending: false, error: undefined, retry: () => {} }
const NO_ORDER: never[] = []
/** Has room for metrics. */
const WIDE = '(min-width: 1800px)'

/** The matching models, page by page in a server order, otherwise all of them, sorted here. */
export function ModelList({ text }: { text: string }) {
  const [params, setParams] = useUrlParams()
  const [deleting, setDeleting] = useState<string>()
  const client = useQueryClient()
  const isNarrow = useMedia(NARROW)
  const isWide = useMedia(WIDE)
  const key = JSON.stringify(chosenColumns(params) ?? defaultColumns(isWide))
  const shown = useMemo(() => JSON.parse(key) as string[], [key])
  const choice = valueIn(params)
  const metric = params.get('metric') ?? ''
  const measured = useMetricOrder(metric, choice)
  const columns = useMemo(
    () =>
      modelColumns(
        shown,
        metric ? { metric, choice, shown: measured.shown, values: measured.values, tags: measured.tags } : undefined,
      ),
    [shown, metric, choice, measured.shown, measured.values, measured.tags],
  )
  const wanted = sortingOf(params, inNameOrder)
  const sorting = columns.some(({ id, sortBy }) => id === wanted[0]?.id && sortBy) ? wanted : inNameOrder
  const isCards = params.get('view') === 'cards'
  const isCardList = isNarrow || isCards
  const isGrouped = isCards && params.has('by')
  // What is found is ranked, unless somebody chooses an order.
  const isRanked = !params.has('sort')
  const list = useModels(text, params, isGrouped ? undefined : serverOrder(sorting[0]), isRanked)
  const { models, isWordy, byName, paged, isStale, error, retry, sortsHere, isFiltered, progress, question } = list

  const cards = useMemo(
    () => (sortsHere && isCardList && models ? sortedRows(models, columns, sorting) : models),
    [sortsHere, isCardList, models, columns, sorting],
  )

  useEffect(() => {
    if (isWordy) loadMarks()
  }, [isWordy])
  const calls = useMemo(() => {
    const narrowed = narrowing('models', params.get('q') ?? '')
    const others = withParam(params, 'q', '').toString()
    const withClause = (clause: string) => `${others && `${others}&`}q=${encodeURIComponent(narrowed(clause))}`
    return { remove: setDeleting, found: byName, narrowed: withClause }
  }, [byName, params])

  if (error) return <ErrorNotice title="The models could not be loaded" error={error} onRetry={retry} />
  if (models?.length === 0 && !isStale && progress === undefined) {
    if (!text && !isFiltered)
      return (
        <Suspense fallback={null}>
          <NoModels />
        </Suspense>
      )
    return (
      <EmptyState title={text ? `No models match “${text}”` : 'No models match these filters'}>
        <Typography gutterBottom>
          {leftText(list.left)}{' '}
          <MeantSearch
            grammar="models"
            text={text}
            seen={() => seenTags(...knownLists(client))}
            onSearch={(q) => setParams((before) => withParam(before, 'q', q))}
          />
        </Typography>
        <Stack direction="row" sx={{ gap: 2, flexWrap: 'wrap', justifyContent: 'center' }}>
          <Button onClick={() => setParams(() => new URLSearchParams())}>Show all models</Button>
          <Button component={Link} to={paths.which()}>
            Find by a file or folder
          </Button>
        </Stack>
      </EmptyState>
    )
  }
  return (
    <ModelsTable value={calls}>
      <TableBar
        status={[statusOf(list), metric && metricText(measured.isPending, measured.left)].filter(Boolean).join('. ')}
      >
        <FilterChip
          pressed={isCards}
          onChange={(pressed) => setParams((before) => withParam(before, 'view', pressed ? 'cards' : ''))}
          title="Cards, grouped by owner or tag"
        >
          Catalogue
        </FilterChip>
        {(isCardList || metric || shown.includes('metrics')) && (
          <ValueSelect
            value={choice}
            onChoose={(next) => setParams((before) => withParam(before, 'value', valueParam(next)), { replace: true })}
          />
        )}
        {!isCardList && (
          <SortButton chosen={metric} onChoose={(next) => setParams((before) => withMetric(before, next))} />
        )}
        {!isCardList && (
          <ColumnPicker
            all={choosable}
            shown={shown}
            onChange={(next) => setParams((before) => withColumns(before, next), { replace: true })}
          />
        )}
      </TableBar>
      {choice !== 'last' && (
        <Suspense fallback={null}>
          <ChosenValues read={known} choice={choice} />
        </Suspense>
      )}
      {measured.error && (
        <ErrorNotice title={`${metric} could not be read`} error={measured.error} onRetry={measured.retry} />
      )}
      {isCardList ? (
        <Suspense fallback={<LoadingRows count={8} />}>
          <ModelCards models={cards} paged={paged} stale={isStale} />
        </Suspense>
      ) : (
        <DataTable
          label="Registered models"
          columns={columns}
          rows={models}
          rowId={(model) => model.name}
          rowHeight={MODEL_ROW_HEIGHT}
          sorting={isRanked && byName.size > 0 ? NO_ORDER : sorting}
          onSort={(next) => setParams((before) => withSorting(before, next), { replace: true })}
          sortsHere={sortsHere}
          {...(paged && { paged })}
          scrollKey={question}
          stale={isStale}
        />
      )}
      {deleting !== undefined && <DeleteModelDialog name={deleting} onClose={() => setDeleting(undefined)} />}
    </ModelsTable>
  )
}

/** Sorts by a metric, the better first, or no longer. */
function withMetric(params: URLSearchParams, metric: string): URLSearchParams {
  const isLow = metricMeaning(metric, undefined).direction === 'lower'
  const sorting = metric ? [{ id: 'metrics', desc: !isLow }] : []
  return withSorting(withParam(params, 'metric', metric), sorting)
}

/** How far the metric is read that the models are sorted by. */
function metricText(isPending: boolean, left: number): string {
  if (isPending) return 'Reading metrics…'
  return left > 0 ? `Metrics of ${formatCount(left)} models are not read.` : ''
}

/** What is not searched. */
function leftText(left: NotSearched): string {
  if (!left) return ''
  if (left === 'searching') return 'Searching older versions, params and metrics…'
  const { models, versions } = left
  if (models === undefined && versions === undefined) return 'Older versions, params and metrics could not be read.'
  return [
    models === undefined && 'Params and metrics could not be read.',
    models && `Params and metrics of ${formatCount(models)} models are not searched.`,
    versions === undefined && 'Older versions could not be read.',
    versions && `Of versions, only the ${formatCount(MOST_VERSIONS)} changed last are searched.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** How many models there are, or how far reading them is. */
function statusOf({ models, paged, total, progress, left, isLoadingAll }: ReturnType<typeof useModels>): string {
  if (isLoadingAll) return 'Loading all models…'
  const count =
    total === undefined
      ? counted(models?.length, 'model', 'models', paged?.hasNextPage ?? false)
      : counted(total, 'model', 'models', false)
  if (left) return `${count}. ${leftText(left)}`
  if (progress === undefined) return count
  const read = progress > 0 ? ` (${formatCount(progress)} models read)` : ''
  return `${count ? `${count} by name. ` : ''}Searching descriptions, tags and versions${read}…`
}
