import { Link as RouterLink } from 'react-router'
import type { Run } from '#contract/runs.ts'
import { paths } from '../../../paths.ts'
import type { Column } from '../../../ui/table/table-columns.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { RunDuration } from '../../../domain/RunDuration.tsx'
import { RunStatusLabel } from '../../../domain/RunStatusLabel.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { type KeyColumn, partsOf, valueOf } from '../../../domain/run-keys.ts'
import { tellingKeys } from '../../../domain/telling-keys.ts'

/** Number of metrics shown as columns. */
const METRICS = 3

const own: readonly Column<Run>[] = [
  {
    id: 'run_name',
    header: 'Run',
    pinned: true,
    width: 180,
    sortBy: ({ info }) => info.run_name,
    cell: ({ info }) => <RouterLink to={paths.run(info.run_id)}>{info.run_name || info.run_id}</RouterLink>,
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
export function childColumns(runs: readonly Run[]): Column<Run>[] {
  return [...own, ...tellingKeys(runs, 'metrics', METRICS).map(metricColumn)]
}

function metricColumn(id: KeyColumn): Column<Run> {
  const value = (run: Run) => valueOf(run, id)
  return {
    id,
    header: partsOf(id).key,
    hint: partsOf(id).key,
    width: 110,
    align: 'right',
    sortBy: value,
    cell: (run) => <MetricValue value={value(run)} />,
  }
}
