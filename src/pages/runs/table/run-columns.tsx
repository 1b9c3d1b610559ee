import type { Tag } from '#contract/values.ts'
import { paths } from '../../../paths.ts'
import { numberKey } from '../../../ui/table/numeric-text.ts'
import type { Column } from '../../../ui/table/table-columns.ts'
import { FirstLine } from '../../../ui/text/FirstLine.tsx'
import { Id } from '../../../ui/text/Id.tsx'
import { Whole, WholeLink } from '../../../ui/text/Whole.tsx'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { RunDuration } from '../../../domain/runs/RunDuration.tsx'
import { RunStatusLabel } from '../../../domain/runs/RunStatusLabel.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { CommitLink } from '../../../domain/CommitLink.tsx'
import { metricHeader, metricHint } from '../../../domain/metric-meaning.ts'
import { numberOf, type ValueChoice, valueHint, valueSuffix } from '../../../domain/metrics/metric-value.ts'
import { factsOf } from '../../../domain/runs/run-facts.ts'
import { isKeyColumn, type KeyColumn, partsOf, valueOf } from '../../../domain/runs/run-keys.ts'
import { type AttributeId, isAttribute } from '../../../domain/runs/run-order.ts'
import { RunNameCell } from './RunNameCell.tsx'
import { RunRowActions } from './RunRowActions.tsx'
import type { RunRow } from './run-tree.ts'
import { useRunsTable } from './runs-table.ts'
import { VersionsCell } from './VersionsCell.tsx'

type RunColumn = Column<RunRow>

function ExperimentCell({ id }: { id: string }) {
  const name = useRunsTable().nameOf(id)
  return <WholeLink text={name} what="Experiment name" to={paths.runs([id])} width={144} />
}

const nameColumn: RunColumn = {
  id: 'run_name',
  header: 'Run',
  pinned: true,
  width: 204,
  sortBy: ({ run }) => run.info.run_name ?? '',
  cell: (row) => <RunNameCell row={row} />,
}
const actions: RunColumn = {
  id: 'actions',
  isControls: true,
  header: 'Actions',
  width: 76,
  pinned: 'end',
  cell: ({ run }) => <RunRowActions run={run} />,
}

/** Columns of every run besides its name. `sortBy` makes a column sortable; the server sorts. */
const attributeColumns: Record<AttributeId, Omit<RunColumn, 'id'>> = {
  experiment: {
    header: 'Experiment',
    width: 160,
    cell: ({ run }) => <ExperimentCell id={run.info.experiment_id} />,
  },
  start_time: {
    header: 'Started',
    width: 124,
    sortBy: ({ run }) => run.info.start_time,
    cell: ({ run }) => <Time ms={run.info.start_time || undefined} />,
  },
  end_time: {
    header: 'Ended',
    width: 128,
    sortBy: ({ run }) => run.info.end_time,
    cell: ({ run }) => <Time ms={run.info.end_time || undefined} />,
  },
  duration: {
    header: 'Duration',
    hint: 'Duration (not sortable)',
    width: 96,
    align: 'right',
    cell: ({ run }) => <RunDuration run={run.info} />,
  },
  status: {
    header: 'Status',
    width: 104,
    sortBy: ({ run }) => run.info.status,
    cell: ({ run }) => <RunStatusLabel status={run.info.status} />,
  },
  versions: {
    header: 'Versions',
    hint: 'Model versions registered from the run (not sortable)',
    width: 196,
    cell: ({ run }) => <VersionsCell runId={run.info.run_id} />,
  },
  user: {
    header: 'User',
    width: 104,
    sortBy: ({ run }) => factsOf(run).user ?? '',
    cell: ({ run }) => <Whole text={factsOf(run).user} what="User" width={104} />,
  },
  source: {
    header: 'Source',
    width: 120,
    sortBy: ({ run }) => factsOf(run).source ?? '',
    cell({ run }) {
      const { source, sourceName = '' } = factsOf(run)
      return <Whole text={source} shown={sourceName} what="Source" width={120} />
    },
  },
  commit: {
    header: 'Commit',
    width: 104,
    sortBy: ({ run }) => factsOf(run).commit ?? '',
    cell({ run }) {
      const { commit, repository } = factsOf(run)
      return commit ? <CommitLink repository={repository} commit={commit} length={10} /> : '–'
    },
  },
  datasets: {
    header: 'Datasets',
    hint: 'Datasets used by the run (not sortable)',
    width: 140,
    cell: ({ run }) => (
      <Whole
        text={run.inputs?.dataset_inputs?.map(({ dataset }) => dataset.name).join(', ')}
        what="Datasets"
        width={140}
      />
    ),
  },
  note: {
    header: 'Description',
    width: 200,
    sortBy: (row) => factsOf(row.run).note ?? '',
    cell: ({ run }) => <FirstLine of={factsOf(run).note} width={200} />,
  },
  run_id: {
    header: 'Run ID',
    width: 156,
    sortBy: ({ run }) => run.info.run_id,
    cell: ({ run }) => <Id value={run.info.run_id} what={`run ID of ${run.info.run_name || run.info.run_id}`} />,
  },
}

/** How the columns of metrics, params and tags are shown. */
type KeyColumns = {
  /** They say what metrics mean. */
  tags: readonly Tag[]
  /** Which value of metrics is shown. */
  choice: ValueChoice
  /** The column whose values sort as numbers. */
  asNumbers: string | undefined
  /** Of each metric column. */
  decimals: Readonly<Record<string, number>>
}

function keyColumn(id: KeyColumn, how: KeyColumns): RunColumn {
  const { tags, choice } = how
  const asNumbers = id === how.asNumbers
  const { group, key } = partsOf(id)
  const isMetric = group === 'metrics'
  return {
    id,
    header: isMetric ? metricHeader(key, tags) + valueSuffix(choice, key, tags) : key,
    hint: `${group.slice(0, -1)} ${isMetric ? [metricHint(key, tags), valueHint(choice, key, tags)].filter(Boolean).join('\n') : key}`,
    // Wide enough to say which value it is.
    width: isMetric ? (choice === 'last' ? 112 : 148) : 124,
    ...(isMetric && { align: 'right' as const }),
    sortBy({ run }) {
      const value = valueOf(run, id)
      if (isMetric) return numberOf(value)
      return asNumbers && typeof value === 'string' ? numberKey(value) : value
    },
    sortsKeys: asNumbers && !isMetric,
    cell: ({ run }) => {
      const value = valueOf(run, id)
      return isMetric ? (
        <MetricValue value={value} what={key} decimals={how.decimals[id]} />
      ) : (
        <Whole text={value === undefined ? undefined : String(value)} what={key} width={124} />
      )
    },
  }
}

/** A column's label, in the table and in the picker. */
export const headerOf = (id: string): string =>
  isAttribute(id) ? attributeColumns[id].header : isKeyColumn(id) ? partsOf(id).key : id

/** The name, the selected columns, and the row actions. */
export const runColumns = (ids: readonly string[], how: KeyColumns): RunColumn[] => [
  nameColumn,
  ...ids.flatMap((id) => {
    if (isKeyColumn(id)) return keyColumn(id, how)
    return isAttribute(id) ? { id, ...attributeColumns[id] } : []
  }),
  actions,
]
