import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import type { UseQueryResult } from '@tanstack/react-query'
import { Suspense, useMemo, useState } from 'react'
import { isActive } from '#contract/stages.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { useMay } from '../../../api/access/access.ts'
import { ValueSelect } from '../../../parts/metrics/ValueSelect.tsx'
import { useInterest, useMeanings } from '../../../parts/metrics/use-meanings.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { Tabs } from '../../../ui/layout/Tabs.tsx'
import { usePrinting } from '../../../ui/print/printing.ts'
import { TableBar, counted } from '../../../ui/table/TableBar.tsx'
import { sortingOf, useUrlParams, withParam, withSorting } from '../../../url-params.ts'
import { useMetrics } from './use-metrics.ts'
import { versionColumns } from './version-columns.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'

const ChosenValues = onDemand(async () => (await import('../../../parts/metrics/ChosenValues.tsx')).ChosenValues)
const MetricMenu = onDemand(async () => (await import('./MetricMenu.tsx')).MetricMenu)
const loadChart = () => import('./MetricOverVersions.tsx')
const MetricOverVersions = onDemand(async () => (await loadChart()).MetricOverVersions)
/** Starts loading what shows the metrics of runs, beside the runs; nothing waits for it. */
export const startCodeOfMetrics = () => void loadChart().catch(() => {})

const DescribeMetricsDialog = onDemand(
  async () => (await import('../../../parts/metrics/DescribeMetricsDialog.tsx')).DescribeMetricsDialog,
)
const NoVersions = onDemand(async () => (await import('./NoVersions.tsx')).NoVersions)
const SelectedVersions = onDemand(async () => (await import('./SelectedVersions.tsx')).SelectedVersions)

const newestFirst = [{ id: 'version', desc: true }]
const nothing: ReadonlySet<string> = new Set()
const NO_TAGS: readonly Tag[] = []

type Props = { model: RegisteredModel; versions: UseQueryResult<ModelVersion[]> }

/** The versions of a model, active or all; selected ones can be moved, tagged or deleted together. */
export function ModelVersions({ model, versions: { data, error, refetch } }: Props) {
  const [params, setParams] = useUrlParams()
  const may = useMay({ model: model.name })
  const [selected, setSelected] = useState(nothing)
  const [isDescribing, setDescribing] = useState(false)
  const isPrinting = usePrinting()
  const active = useMemo(() => data?.filter(({ current_stage }) => isActive(current_stage)), [data])
  const { runs, keys, columns: metrics, charted, choice, values } = useMetrics(model.name, data, model.tags ?? NO_TAGS)
  const { isAsked, interest } = useInterest()
  const tags = useMeanings(model.tags ?? NO_TAGS, isAsked && metrics.length > 0)
  const columns = useMemo(
    () =>
      versionColumns({
        aliases: model.aliases ?? [],
        runs,
        metrics,
        tags,
        choice,
        active: active ?? [],
        newest: data?.[0],
      }),
    [model.aliases, tags, choice, runs, metrics, active, data],
  )
  if (error && !data)
    return <ErrorNotice title="The versions could not be loaded" error={error} onRetry={() => void refetch()} />
  if (data?.length === 0)
    return (
      <Suspense fallback={null}>
        <NoVersions name={model.name} />
      </Suspense>
    )
  const wanted = params.get('versions')
  // The newest version must be seen, whatever its stage.
  const usual = data?.[0] && !isActive(data[0].current_stage) ? 'all' : 'active'
  const tab = wanted === 'all' || wanted === 'active' ? wanted : usual
  const rows = tab === 'all' || isPrinting ? data : active
  // Drop versions from the selection when they leave the table.
  const chosen = rows?.filter(({ version }) => selected.has(version)) ?? []
  const set = (key: string, value: string | undefined) =>
    setParams(
      (before) => {
        const next = withParam(before, key, value ?? '')
        if (value === '') next.set(key, '') // an empty choice is kept too
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  const clear = () => setSelected(nothing)
  return (
    <Section title="Versions">
      <Tabs
        aria-label="Versions to show"
        value={tab}
        tabs={[
          { value: 'active', label: `Active${active ? ` ${active.length}` : ''}` },
          { value: 'all', label: `All${data ? ` ${data.length}` : ''}` },
        ]}
        onChange={(value) => {
          clear()
          set('versions', value)
        }}
      />
      {rows?.length === 0 ? (
        <EmptyState title="No version in Staging or Production">See All for the other versions.</EmptyState>
      ) : (
        <>
          <Box sx={{ py: 2 }}>
            <TableBar
              status={counted(rows?.length, 'version', 'versions', false)}
              selected={chosen.length}
              onClear={clear}
              selectedActions={
                chosen.length > 0 && (
                  <Suspense fallback={null}>
                    <SelectedVersions model={model} chosen={chosen} all={data ?? []} onDone={clear} />
                  </Suspense>
                )
              }
            >
              {keys.length > 0 && (
                <Suspense fallback={null}>
                  <MetricMenu
                    label="Chart"
                    keys={keys}
                    chosen={charted ? [charted] : []}
                    none="No chart"
                    onChange={([key]) => set('chart', key)}
                  />
                  <MetricMenu
                    label="Metrics"
                    keys={keys}
                    chosen={metrics}
                    onChange={(next) => set('metrics', next.join(','))}
                  />
                  <ValueSelect
                    label="Values"
                    value={choice}
                    onChoose={(next) => set('value', next === 'last' ? undefined : next)}
                  />
                  {may.edit && (
                    <Button variant="text" color="inherit" onClick={() => setDescribing(true)}>
                      Describe…
                    </Button>
                  )}
                </Suspense>
              )}
              {isDescribing && <DescribeMetricsDialog model={model} keys={keys} onClose={() => setDescribing(false)} />}
            </TableBar>
          </Box>
          {choice !== 'last' && (
            <Suspense fallback={null}>
              <ChosenValues read={values} choice={choice} />
            </Suspense>
          )}
          {charted && runs && data && (
            <Suspense fallback={<Skeleton variant="rounded" height={180} />}>
              <MetricOverVersions metric={charted} choice={choice} tags={model.tags} versions={data} runs={runs} />
            </Suspense>
          )}
          <div style={{ display: 'contents' }} {...interest}>
            <DataTable
              label="Versions"
              columns={columns}
              rows={rows}
              rowId={({ version }) => version}
              rowName={({ version }) => `version ${version}`}
              sorting={sortingOf(params, newestFirst)}
              sortsHere
              onSort={(next) =>
                setParams((before) => withSorting(before, next), { replace: true, preventScrollReset: true })
              }
              selection={{ ids: selected, onChange: setSelected }}
            />
          </div>
        </>
      )}
    </Section>
  )
}
