import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import type { Run } from '#contract/runs.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../ui/columns.ts'
import { Metric } from '../../ui/Metric.tsx'
import { RunDuration } from '../../ui/RunDuration.tsx'
import { RunStatus } from '../../ui/RunStatus.tsx'
import { Time } from '../../ui/Time.tsx'

/** Metrics that are columns, of those that most children have. */
const METRICS = 3

const own: readonly Column<Run>[] = [
  {
    id: 'run_name',
    header: 'Run',
    pinned: true,
    width: 180,
    sortBy: ({ info }) => info.run_name,
    cell: ({ info }) => (
      <Link component={RouterLink} to={paths.run(info.run_id)}>
        {info.run_name || info.run_id}
      </Link>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 110,
    sortBy: ({ info }) => info.status,
    cell: ({ info }) => <RunStatus status={info.status} />,
  },
  {
    id: 'start_time',
    header: 'Started',
    width: 130,
    sortBy: ({ info }) => info.start_time,
    cell: ({ info }) => <Time ms={info.start_time} />,
  },
  { id: 'duration', header: 'Duration', width: 100, cell: ({ info }) => <RunDuration run={info} /> },
]

/** The columns for the children of a run: who they are, and the metrics that most of them have. */
export function childColumns(runs: readonly Run[]): Column<Run>[] {
  const counts = new Map<string, number>()
  for (const { data } of runs) for (const { key } of data.metrics ?? []) counts.set(key, (counts.get(key) ?? 0) + 1)
  const common = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, METRICS)
  return [...own, ...common.map(([key]) => metricColumn(key))]
}

function metricColumn(key: string): Column<Run> {
  const value = ({ data }: Run) => data.metrics?.find((metric) => metric.key === key)?.value
  return {
    id: `metrics.${key}`,
    header: key,
    hint: key,
    width: 110,
    align: 'right',
    sortBy: value,
    cell: (run) => <Metric value={value(run)} />,
  }
}
