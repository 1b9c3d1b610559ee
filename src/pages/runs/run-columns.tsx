import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import type { Run } from '#contract/runs.ts'
import { paths } from '../../paths.ts'
import type { Column } from '../../ui/columns.ts'
import { Metric } from '../../ui/Metric.tsx'
import { RunDuration } from '../../ui/RunDuration.tsx'
import { RunStatus } from '../../ui/RunStatus.tsx'
import { Time } from '../../ui/Time.tsx'

/** How many metrics and params are columns until somebody chooses. */
const FIRST_KEYS = 6

/** The order_by element for a column id: `metrics.rmse` → ``metrics.`rmse` DESC``. A key with a backtick cannot be asked for. */
export function orderOf(id: string, desc: boolean): string {
  const [, entity, key] = /^(metrics|params)\.(.+)$/s.exec(id) ?? []
  const column = entity && key && !key.includes('`') ? `${entity}.\`${key}\`` : id
  return `${column} ${desc ? 'DESC' : 'ASC'}`
}

const own: readonly Column<Run>[] = [
  {
    id: 'run_name',
    header: 'Run',
    pinned: true,
    width: 200,
    sortBy: ({ info }) => info.run_name,
    cell: ({ info }) => (
      <Link component={RouterLink} to={paths.run(info.run_id)}>
        {info.run_name || info.run_id}
      </Link>
    ),
  },
  {
    id: 'start_time',
    header: 'Started',
    width: 130,
    sortBy: ({ info }) => info.start_time,
    cell: ({ info }) => <Time ms={info.start_time} />,
  },
  { id: 'duration', header: 'Duration', width: 100, cell: ({ info }) => <RunDuration run={info} /> },
  {
    id: 'status',
    header: 'Status',
    width: 110,
    sortBy: ({ info }) => info.status,
    cell: ({ info }) => <RunStatus status={info.status} />,
  },
  {
    id: 'user_id',
    header: 'User',
    width: 120,
    sortBy: ({ info }) => info.user_id,
    cell: ({ info }) => info.user_id || '–',
  },
]

/** The columns for these runs: their own, then the first metrics and params that are seen. Numbers start downwards. */
export function runColumns(runs: readonly Run[]): readonly Column<Run>[] {
  const metrics = keysOf(runs.flatMap(({ data }) => data.metrics ?? []))
  const params = keysOf(runs.flatMap(({ data }) => data.params ?? []))
  return [...own, ...metrics.map(metricColumn), ...params.map(paramColumn)]
}

const keysOf = (items: readonly { key: string }[]) =>
  [...new Set(items.map(({ key }) => key))].toSorted().slice(0, FIRST_KEYS)

function metricColumn(key: string): Column<Run> {
  const value = ({ data }: Run) => data.metrics?.find((metric) => metric.key === key)?.value
  return {
    id: `metrics.${key}`,
    header: key,
    hint: `metric ${key}`,
    width: 120,
    align: 'right',
    sortBy: value,
    cell: (run) => <Metric value={value(run)} />,
  }
}

function paramColumn(key: string): Column<Run> {
  const value = ({ data }: Run) => data.params?.find((param) => param.key === key)?.value
  return {
    id: `params.${key}`,
    header: key,
    hint: `param ${key}`,
    width: 140,
    sortBy: value,
    cell: (run) => value(run) ?? '–',
  }
}
