import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
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
import { tellingKeys } from '../../../domain/tags/telling-keys.ts'
import { WholeLink } from '../../../ui/text/Whole.tsx'

/** The runs started inside this one, loaded when they come into view. */
export function ChildRuns({ run: { info }, tags }: { run: Run; tags: readonly Tag[] }) {
  const place = useRef<HTMLDivElement>(null)
  const isInView = useInView(place, '0px')
  const [sorting, setSorting] = useState<SortingState>([])
  const { data, error, refetch } = useQuery({ ...childQueries.of(info), enabled: isInView })
  const runs = data?.runs
  const columns = useMemo(() => childColumns(runs ?? [], tags), [runs, tags])
  return (
    <Box ref={place} sx={{ minHeight: '1px', '&&&:empty': { mt: 0 } }}>
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
          {data.isCut && (
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

/** Columns of the child runs: their facts, and the metrics that tell them apart. */
function childColumns(runs: readonly Run[], tags: readonly Tag[]): Column<Run>[] {
  return [
    ...own,
    ...tellingKeys(runs, 'metrics', METRICS).map((id) =>
      metricColumn(id, tags, decimalsOf(runs.map((run) => valueOf(run, id)))),
    ),
  ]
}

function metricColumn(id: KeyColumn, tags: readonly Tag[], decimals: number): Column<Run> {
  const { key } = partsOf(id)
  const value = (run: Run) => valueOf(run, id)
  return {
    id,
    header: metricHeader(key, tags),
    hint: metricHint(key, tags),
    width: 110,
    align: 'right',
    sortBy: value,
    cell: (run) => <MetricValue value={value(run)} what={key} decimals={decimals} />,
  }
}
