import type { Header, RowData } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type features, widthOf } from './table-columns.ts'
import { CHECK_WIDTH } from './row-size.ts'
import type { Selection } from './selection.ts'
import type { Drawn } from './wide-columns.ts'

type Props<Row extends RowData> = {
  headers: Header<typeof features, Row, unknown>[]
  drawn: readonly Drawn<Row>[]
  /** Not all of them are drawn. */
  isWide: boolean
  selection: Selection | undefined
  /** Ids of all loaded rows. */
  ids: string[]
}

/** Column widths and headings; a sortable heading is a button. */
export function DataTableHead<Row extends RowData>({ headers, drawn, isWide, selection, ids }: Props<Row>) {
  const hasGrowing = headers.some(({ column }) => column.columnDef.meta?.grows)
  const grows = ({ column }: (typeof headers)[number], index: number) =>
    hasGrowing ? column.columnDef.meta?.grows : index === 0
  return (
    <>
      <colgroup>
        {selection && <col style={{ width: CHECK_WIDTH }} />}
        {drawn.map((it) => {
          if ('gap' in it) return <col key={it.gap} style={{ width: it.width }} />
          const header = headers[it.index]
          const isSized = header && (isWide || !grows(header, it.index)) // a wide one leaves nothing to take
          return <col key={it.column.id} {...(isSized && { style: { width: widthOf(it.column) } })} />
        })}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {selection && (
            <th scope="col" className="check" aria-colindex={isWide ? 1 : undefined}>
              <AllBox selection={selection} ids={ids} />
            </th>
          )}
          {drawn.map((it) => {
            if ('gap' in it) return <td key={it.gap} aria-hidden />
            const header = headers[it.index]
            return header && <Heading key={header.id} header={header} place={it.place} align={it.align} />
          })}
        </tr>
      </thead>
    </>
  )
}

type HeadingProps<Row extends RowData> = {
  header: Header<typeof features, Row, unknown>
  place: number | undefined
  align: string | undefined
}

function Heading<Row extends RowData>({ header: { column }, place, align }: HeadingProps<Row>) {
  const { header, meta } = column.columnDef
  const text = typeof header === 'string' ? header : column.id
  const sorted = column.getIsSorted()
  const order = sorted && (sorted === 'asc' ? 'ascending' : 'descending')
  const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown
  return (
    <th
      scope="col"
      aria-colindex={place}
      aria-sort={order || undefined}
      data-align={align}
      data-pinned={meta?.pinned || undefined}
      title={meta?.hint ?? text}
    >
      {column.getCanSort() ? (
        <button type="button" onClick={column.getToggleSortingHandler()}>
          <span>{text}</span>
          <Arrow size={13} aria-hidden style={{ visibility: sorted ? 'visible' : 'hidden' }} />
        </button>
      ) : (
        <span>{text}</span>
      )}
    </th>
  )
}

function AllBox({ selection: { ids: chosen, onChange }, ids }: { selection: Selection; ids: string[] }) {
  const count = ids.filter((id) => chosen.has(id)).length
  return (
    <input
      type="checkbox"
      aria-label="Select all loaded rows"
      disabled={ids.length === 0} // nothing to select while the first page loads
      checked={count > 0 && count === ids.length}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && count < ids.length // JSX has no attribute for it
      }}
      onChange={() => onChange(new Set(count === ids.length ? [] : ids))}
    />
  )
}
