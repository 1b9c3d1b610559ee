import { useMemo, useState } from 'react'
import type { Curve } from '../../../ui/chart/curve.ts'
import type { Point } from '../../../ui/chart/points.ts'
import { inOrder } from '../../../ui/chart/points.ts'
import type { Column, SortingState } from '../../../ui/table/table-columns.ts'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { Time } from '../../../ui/text/Time.tsx'

type Row = Point & { id: string; name: string }

const step: Column<Row> = { id: 'step', header: 'Step', width: 120, sortBy: (row) => row.step, cell: (row) => row.step }
const metric: Column<Row> = {
  id: 'metric',
  header: 'Metric',
  width: 200,
  sortBy: (row) => row.name,
  cell: (row) => row.name,
}
const rest: readonly Column<Row>[] = [
  {
    id: 'value',
    header: 'Value',
    width: 160,
    align: 'right',
    // NaN and Infinity have no order among numbers.
    sortBy: ({ value }) => (Number.isNaN(value) ? undefined : value),
    cell: ({ value }) => <MetricValue value={String(value)} />,
  },
  {
    id: 'time',
    header: 'Logged',
    width: 160,
    sortBy: (row) => row.timestamp,
    cell: (row) => <Time ms={row.timestamp} />,
  },
]

/** Every point of the selected metrics, one per row. */
export function PointsTable({ curves }: { curves: readonly Curve[] }) {
  const [sorting, setSorting] = useState<SortingState>([])
  const isOne = curves.length === 1
  const columns = useMemo(() => (isOne ? [step, ...rest] : [metric, step, ...rest]), [isOne])
  const rows = useMemo(
    () =>
      curves.flatMap(({ name, points }) =>
        inOrder(points).map((point, index) => ({ ...point, name, id: `${name} ${index}` })),
      ),
    [curves],
  )
  return (
    <DataTable
      label="Points"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      sorting={sorting}
      onSort={setSorting}
      sortsHere
    />
  )
}
