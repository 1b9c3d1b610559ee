import Box from '@mui/material/Box'
import { ArrowLeft, ArrowRight } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { metricChange } from '../../../domain/changes/metrics.ts'
import type { ComparedGroup, ComparedRow } from '../../../domain/compare/compared.ts'
import { withoutSecrets } from '../../../text/without-secrets.ts'
import { MetricValue } from '../../../ui/text/MetricValue.tsx'
import { Difference } from '../changes/ChangeCells.tsx'

export type CompareColumn = { id: string; index: number; header: ReactNode }

type Props = {
  rows: readonly ComparedRow[]
  /** The things in the order shown; `index` is where a row has their values. */
  columns: readonly CompareColumn[]
  /** The one that the others are compared with. */
  baseline: number | undefined
  sort: { id: string; desc: boolean } | undefined
  onSort: (id: string) => void
}

/** Things side by side: a column for each, a row for each of their values. */
export function CompareTable({ rows, columns, baseline, sort, onSort }: Props) {
  const groups = [...Map.groupBy(rows, ({ group }) => group)]
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways, by keyboard too
    <Box role="region" aria-label="Comparison" tabIndex={0} sx={scroller}>
      <Box component="table" sx={{ ...table, minWidth: 180 + columns.length * 160 }} aria-label="Compared versions">
        <thead>
          <tr>
            <th scope="col">Name</th>
            {columns.map(({ id, header }) => (
              <th key={id} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(([group, members]) => (
            <Fragment key={group}>
              <GroupName group={group} span={columns.length + 1} />
              {members.map((row) => (
                <Row
                  key={row.id}
                  {...{ row, columns, baseline, onSort }}
                  order={sort?.id === row.id ? sort : undefined}
                />
              ))}
            </Fragment>
          ))}
        </tbody>
      </Box>
    </Box>
  )
}

const GroupName = ({ group, span }: { group: ComparedGroup; span: number }) => (
  <tr>
    <th colSpan={span} scope="colgroup" className="group">
      <span>{group}</span>
    </th>
  </tr>
)

type RowProps = Pick<Props, 'columns' | 'baseline' | 'onSort'> & { row: ComparedRow; order: Props['sort'] }

function Row({ row, columns, baseline, order, onSort }: RowProps) {
  const Arrow = order?.desc === true ? ArrowLeft : ArrowRight
  return (
    <tr data-same={row.isSame || undefined}>
      <th scope="row" aria-sort={order ? (order.desc ? 'descending' : 'ascending') : undefined}>
        <button type="button" title={`Order the versions by ${row.name}`} onClick={() => onSort(row.id)}>
          <bdi>{withoutSecrets(row.name)}</bdi> {order && <Arrow size={12} aria-hidden />}
        </button>
      </th>
      {columns.map(({ id, index }) => (
        <td key={id} data-base={index === baseline || undefined}>
          <Value row={row} index={index} baseline={baseline} />
        </td>
      ))}
    </tr>
  )
}

function Value({ row, index, baseline }: { row: ComparedRow; index: number; baseline: number | undefined }) {
  const value = row.values[index]
  if (value === undefined) return <span className="missing">–</span>
  if (typeof value === 'string') return <bdi className="text">{value === '' ? '(empty)' : withoutSecrets(value)}</bdi>
  const base = baseline === undefined ? undefined : row.values[baseline]
  const change =
    typeof base === 'number' && index !== baseline ? metricChange(row.key, base, value, row.direction) : undefined
  return (
    <>
      <MetricValue value={value} />
      {change && change.verdict !== 'same' && (
        <div className="difference">
          <Difference change={change} />
        </div>
      )}
    </>
  )
}

const scroller = { overflowX: 'auto', maxWidth: '100%', '@media print': { overflow: 'visible' } } as const
const table = {
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  typography: 'body2',
  '& tr': { borderBottom: 1, borderColor: 'divider' },
  '& th, & td': { py: 1.5, pr: 3, textAlign: 'left', fontWeight: 400, verticalAlign: 'top', overflowWrap: 'anywhere' },
  '& td': { fontVariantNumeric: 'tabular-nums' },
  '& tr > :first-child:not(.group)': { position: 'sticky', left: 0, bgcolor: 'background.default', width: 180 },
  '& .group': { typography: 'subtitle2', pt: 5 },
  '& .group span': { position: 'sticky', left: 0 },
  '& thead th': { fontWeight: 500 },
  '& tbody th button': { all: 'unset', cursor: 'pointer', color: 'text.secondary' },
  '& tbody th button:focus-visible': { outline: 2, outlineColor: 'primary.main', outlineOffset: 2 },
  '& [data-same] td, & .missing': { color: 'text.secondary' },
  '& [data-base]': { bgcolor: 'action.hover' },
  '& .text': { whiteSpace: 'pre-wrap', display: 'block', maxHeight: 200, overflowY: 'auto' },
  '& .difference': { typography: 'caption' },
} as const
