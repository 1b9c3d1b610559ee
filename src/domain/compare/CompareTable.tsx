import Box from '@mui/material/Box'
import { ArrowLeft, ArrowRight } from 'lucide-react'
import { Fragment, type ReactNode, useMemo } from 'react'
import { withoutSecrets } from '../../text/without-secrets.ts'
import { usePrinting } from '../../ui/print/printing.ts'
import { MetricValue } from '../../ui/text/MetricValue.tsx'
import { Difference } from '../changes/Difference.tsx'
import { Gap } from '../../ui/table/DataTableRows.tsx'
import { paperTables, useColumnWindow, WIDE } from './column-window.ts'
import { compareFrame, compareTable } from './compare-table-styles.ts'
import { deltaOf, deltaWords, numbersOf } from './delta.ts'
import type { ComparedRow } from './compared.ts'
import { pointAt, useIsPointed } from './pointed.ts'
import { allLines, type DrawnLine, linesOf, useRowWindow } from './row-window.ts'

type Column = { id: string; index: number }

type Props = {
  /** What is compared: `versions`, `runs`. */
  nouns: string
  rows: readonly ComparedRow[]
  /** The things in the order shown; `index` is where a row has their values. */
  columns: readonly Column[]
  renderHeader: (index: number) => ReactNode
  /** The one that the others are compared with. */
  baseline: number | undefined
  sort: { id: string; desc: boolean } | undefined
  onSort: (id: string) => void
}

/** More would be hundreds of pages. */
const MOST_ON_PAPER = 100

/** Things side by side: a column for each, a row for each of their values. Of many, those in view are drawn. */
export function CompareTable(props: Props) {
  const { columns } = props
  const { scroller, ...shown } = useColumnWindow(columns)
  const { lines, count, below, measure } = useRowWindow(props.rows, scroller)
  if (usePrinting())
    return (
      <>
        {columns.length > MOST_ON_PAPER && (
          <p>
            The first {MOST_ON_PAPER} of {columns.length} {props.nouns}. To get all of them, choose Export CSV.
          </p>
        )}
        {paperTables(columns.slice(0, MOST_ON_PAPER)).map((some) => (
          <Table key={some[0]?.id} {...props} columns={some} lines={allLines(linesOf(props.rows))} />
        ))}
      </>
    )
  return (
    <Box
      ref={scroller}
      role="region"
      aria-label="Comparison"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by keyboard too
      tabIndex={0}
      onPointerOver={point}
      onPointerLeave={() => pointAt(undefined)}
      onFocus={point}
      onBlur={() => pointAt(undefined)}
      sx={compareFrame}
      style={{ scrollPaddingLeft: shown.widths.names }}
    >
      <Table {...props} {...shown} {...{ lines, below, measure }} lineCount={count} total={columns.length} />
    </Box>
  )
}

const point = ({ target }: { target: EventTarget }) => pointAt(thingAt(target))

/** The thing whose column an element is in. */
const thingAt = (target: EventTarget) =>
  target instanceof Element ? (target.closest('[data-thing]')?.getAttribute('data-thing') ?? undefined) : undefined

type TableProps = Omit<Props, 'rows'> & {
  widths?: typeof WIDE
  /** The width of the columns that are not drawn, on either side. */
  before?: number
  after?: number
  /** How many columns there are, drawn or not. */
  total?: number
  lines: readonly DrawnLine[]
  /** How many there are, if only some are drawn. */
  lineCount?: number | undefined
  /** The height of those at the end that are not drawn. */
  below?: number
  measure?: ((element: Element | null) => void) | undefined
}

function Table({
  nouns,
  lines,
  columns,
  renderHeader,
  baseline,
  sort,
  onSort,
  widths = WIDE,
  before = 0,
  after = 0,
  total,
  lineCount,
  below = 0,
  measure,
}: TableProps) {
  const span = columns.length + 1 + Number(before > 0) + Number(after > 0)
  const isPart = before + after > 0
  const first = 2 + before / widths.values
  return (
    <Box
      component="table"
      aria-label={`Compared ${nouns}`}
      aria-rowcount={lineCount && lineCount + 1}
      aria-colcount={isPart && total !== undefined ? total + 1 : undefined}
      sx={compareTable}
      style={{ minWidth: widths.names + columns.length * widths.values + before + after }}
    >
      <colgroup>
        <col style={{ width: widths.names }} />
        {before > 0 && <col style={{ width: before }} />}
        {columns.map(({ id }) => (
          <Mark key={id} id={id} width={isPart ? widths.values : undefined} />
        ))}
        {after > 0 && <col style={{ width: after }} />}
      </colgroup>
      <thead>
        <tr aria-rowindex={lineCount && 1}>
          <th scope="col">Name</th>
          {before > 0 && <td aria-hidden />}
          {columns.map(({ id, index }, at) => (
            <Head key={id} id={id} column={isPart ? first + at : undefined} isBase={index === baseline}>
              {renderHeader(index)}
            </Head>
          ))}
          {after > 0 && <td aria-hidden />}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ line, index, above }) => (
          <Fragment key={line.id}>
            <Gap height={above} columns={span} />
            {'group' in line ? (
              <tr ref={measure} data-index={index} aria-rowindex={lineCount && index + 2}>
                <th colSpan={span} scope="colgroup" className="group">
                  <span>{line.group}</span>
                </th>
              </tr>
            ) : (
              <Row
                {...{ nouns, columns, baseline, onSort, before, after, measure }}
                row={line.row}
                index={index}
                place={lineCount && index + 2}
                order={sort?.id === line.id ? sort : undefined}
              />
            )}
          </Fragment>
        ))}
        <Gap height={below} columns={span} />
      </tbody>
    </Box>
  )
}

/** The background of a column, which follows what is pointed at without drawing its cells again. */
function Mark({ id, width }: { id: string; width: number | undefined }) {
  return <col data-pointed={useIsPointed(id) || undefined} style={{ width }} />
}

type HeadProps = { id: string; column: number | undefined; isBase: boolean; children: ReactNode }

function Head({ id, column, isBase, children }: HeadProps) {
  const isPointed = useIsPointed(id)
  return (
    <th
      scope="col"
      data-thing={id}
      data-pointed={isPointed || undefined}
      data-base={isBase || undefined}
      aria-colindex={column}
    >
      {children}
    </th>
  )
}

type RowProps = Pick<TableProps, 'nouns' | 'columns' | 'baseline' | 'onSort' | 'before' | 'after' | 'measure'> & {
  row: ComparedRow
  index: number
  /** Its aria-rowindex, if only some rows are drawn. */
  place: number | undefined
  order: Props['sort']
}

function Row({ nouns, row, index, place, columns, baseline, order, onSort, before = 0, after = 0, measure }: RowProps) {
  const Arrow = order?.desc === true ? ArrowLeft : ArrowRight
  const numbers = useMemo(() => (baseline === undefined ? undefined : numbersOf(row)), [row, baseline])
  return (
    <tr ref={measure} data-index={index} aria-rowindex={place} data-same={row.isSame || undefined}>
      <th scope="row" aria-sort={order ? (order.desc ? 'descending' : 'ascending') : undefined}>
        <button type="button" title={`Sort ${nouns} by ${row.name}`} onClick={() => onSort(row.id)}>
          <bdi>{withoutSecrets(row.name)}</bdi> {order && <Arrow size={12} aria-hidden />}
        </button>
      </th>
      {before > 0 && <td aria-hidden />}
      {columns.map(({ id, index: thing }) => (
        <td key={id} data-thing={id} data-base={thing === baseline || undefined}>
          <Value row={row} index={thing} />
          <Delta {...{ row, numbers, index: thing, baseline }} />
        </td>
      ))}
      {after > 0 && <td aria-hidden />}
    </tr>
  )
}

function Value({ row, index }: { row: ComparedRow; index: number }) {
  const value = row.values[index]
  if (value === undefined) return <span className="missing">–</span>
  if (typeof value === 'number') return <MetricValue value={value} />
  return (
    <bdi className="text" {...(mayScroll(value) && { tabIndex: 0 })}>
      {value === '' ? '(empty)' : withoutSecrets(value)}
    </bdi>
  )
}

type DeltaProps = {
  row: ComparedRow
  numbers: ReturnType<typeof numbersOf>
  index: number
  baseline: number | undefined
}

function Delta({ row, numbers, index, baseline }: DeltaProps) {
  const change = deltaOf(row, numbers, index, baseline)
  return (
    change && (
      <div className="difference">
        <Difference change={change} words={deltaWords(row, change)} />
      </div>
    )
  )
}

/** Whether a narrow column may have to scroll this text, which the keyboard must reach then. */
const mayScroll = (text: string) => text.length > 100 || text.split('\n').length > 6
