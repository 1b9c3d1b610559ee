import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useMemo, useRef, useState } from 'react'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import { childQueries } from '../../../api/child-runs.ts'
import type { Column, SortingState } from '../../../ui/table/table-columns.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { useInView } from '../../../ui/controls/in-view.ts'
import { Section } from '../../../ui/layout/Section.tsx'
import { paths } from '../../../paths.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { decimalsOf } from '../../../ui/text/format-number.ts'
import { RunDuration } from '../../../domain/runs/RunDuration.tsx'
import { RunStatusLabel } from '../../../domain/runs/RunStatusLabel.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { type KeyColumn, partsOf, valueOf } from '../../../domain/runs/run-keys.ts'
import { metricHeader, metricHint } from '../../../domain/metric-meaning.ts'
import { numberOf, type ValueChoice, valueHint, valueIn, valueSuffix } from '../../../domain/metrics/metric-value.ts'
import { useChosenRuns } from '../../../parts/metrics/use-chosen-runs.ts'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { useUrlParams } from '../../../url-params.ts'
import { tellingKeys } from '../../../domain/tags/telling-keys.ts'
import { WholeLink } from '../../../ui/text/Whole.tsx'

const ChosenValues = onDemand(async () => (await import('../../../parts/metrics/ChosenValues.tsx')).ChosenValues)

/** The runs started inside this one, loaded when they come into view. */
export function ChildRuns({ run: { info }, tags }: { run: Run; tags: readonly Tag[] }) {
  const place = useRef<HTMLDivElement>(null)
  const isInView = useInView(place, '0px')
  const [sorting, setSorting] = useState<SortingState>([])
  const { data, error, refetch } = useQuery({ ...childQueries.of(info), enabled: isInView })
  const choice = valueIn(useUrlParams()[0])
  const shown = useMemo(() => tellingKeys(data?.runs ?? [], 'metrics', METRICS), [data])
  const keys = useMemo(() => shown.map((id) => partsOf(id).key), [shown])
  const { runs, ...read } = useChosenRuns(data?.runs, { choice, keys, tags })
  const columns = useMemo(() => childColumns(shown, { runs: runs ?? [], tags, choice }), [shown, runs, tags, choice])
  return (
    <Box ref={place} sx={{ minHeight: '1px', '&&&:empty': { mt: -8 } /* no gap of .sections before nothing */ }}>
      {error && !data && (
        <ErrorNotice title="The child runs could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {runs && runs.length > 0 && (
        <Section title="Child runs">
          <DataTable
            label="Child runs"
            columns={columns}
            rows={runs}
            rowId={(run) => run.info.run_id}
            sorting={sorting}
            onSort={setSorting}
            sortsHere
          />
          {choice !== 'last' && (
            <Suspense fallback={null}>
              <ChosenValues read={read} choice={choice} />
            </Suspense>
          )}
          {data?.isCut && (
            <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
              Showing the first {runs.length}. See the experiment’s runs for all of them.
            </Typography>
          )}
        </Section>
      )}
    </Box>
  )
}

/** Number of metrics shown as columns. */
const METRICS = 3

const own: readonly Column<Run>[] = [
  {
    id: 'run_name',
    header: 'Run',
    pinned: true,
    width: 180,
    sortBy: ({ info }) => info.run_name,
    cell: ({ info }) => (
      <WholeLink text={info.run_name || info.run_id} what="Run name" to={paths.run(info.run_id)} width={164} />
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 110,
    sortBy: ({ info }) => info.status,
    cell: ({ info }) => <RunStatusLabel status={info.status} />,
  },
  {
    id: 'start_time',
    header: 'Started',
    width: 130,
    sortBy: ({ info }) => info.start_time,
    cell: ({ info }) => <Time ms={info.start_time} />,
  },
  { id: 'duration', header: 'Duration', width: 100, align: 'right', cell: ({ info }) => <RunDuration run={info} /> },
]

type Values = { runs: readonly Run[]; tags: readonly Tag[]; choice: ValueChoice }

/** Columns of the child runs: their facts, and the metrics that tell them apart. */
const childColumns = (shown: readonly KeyColumn[], values: Values): Column<Run>[] => [
  ...own,
  ...shown.map((id) => metricColumn(id, values)),
]

function metricColumn(id: KeyColumn, { runs, tags, choice }: Values): Column<Run> {
  const { key } = partsOf(id)
  const decimals = decimalsOf(runs.map((run) => valueOf(run, id)))
  const value = (run: Run) => valueOf(run, id)
  return {
    id,
    header: metricHeader(key, tags) + valueSuffix(choice, key, tags),
    hint: [metricHint(key, tags), valueHint(choice, key, tags)].filter(Boolean).join('\n'),
    width: 110,
    align: 'right',
    sortBy: (run) => numberOf(value(run)),
    cell: (run) => <MetricValue value={value(run)} what={key} decimals={decimals} />,
  }
}
