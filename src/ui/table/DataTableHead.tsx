import { ArrowDown, ArrowUp } from 'lucide-react'
import { type Column, type SortingState, widthOf } from './table-columns.ts'
import { CHECK_WIDTH } from './row-size.ts'
import type { Selection } from './selection.ts'
import type { Drawn } from './wide-columns.ts'

type Props<Row> = {
  columns: readonly Column<Row>[]
  drawn: readonly Drawn<Row>[]
  /** Not all of them are drawn. */
  isWide: boolean
  sorting: SortingState
  /** What a click on a heading does, if the table can be sorted. */
  onSort: ((column: Column<Row>) => void) | undefined
  selection: Selection | undefined
  /** Ids of all loaded rows. */
  ids: readonly string[]
}

/** Column widths and headings; a sortable heading is a button. */
export function DataTableHead<Row>(props: Props<Row>) {
  const { columns, drawn, isWide, sorting, onSort, selection, ids } = props
  const hasGrowing = columns.some(({ grows }) => grows)
  const [by] = sorting
  return (
    <>
      <colgroup>
        {selection && <col style={{ width: CHECK_WIDTH }} />}
        {drawn.map((it) => {
          if ('gap' in it) return <col key={it.gap} style={{ width: it.width }} />
          const grows = hasGrowing ? it.column.grows : it.index === 0
          const isSized = isWide || !grows // a wide one leaves nothing to take
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
            const { column, place, align } = it
            const desc = by?.id === column.id ? by.desc : undefined
            return <Heading key={column.id} column={column} place={place} align={align} desc={desc} onSort={onSort} />
          })}
        </tr>
      </thead>
    </>
  )
}

type HeadingProps<Row> = {
  column: Column<Row>
  place: number | undefined
  align: string | undefined
  /** If the rows are sorted by this column. */
  desc: boolean | undefined
  onSort: Props<Row>['onSort']
}

function Heading<Row>({ column, place, align, desc, onSort }: HeadingProps<Row>) {
  const { header, hint = header, pinned, sortBy } = column
  const isSorted = desc !== undefined
  const Arrow = desc === false ? ArrowUp : ArrowDown
  return (
    <th
      scope="col"
      aria-colindex={place}
      aria-sort={isSorted ? (desc ? 'descending' : 'ascending') : undefined}
      data-align={align}
      data-pinned={pinned || undefined}
      title={hint}
    >
      {onSort && sortBy ? (
        <button type="button" onClick={() => onSort(column)}>
          <span>{header}</span>
          <Arrow size={13} aria-hidden style={{ visibility: isSorted ? 'visible' : 'hidden' }} />
        </button>
      ) : (
        <span>{header}</span>
      )}
    </th>
  )
}

function AllBox({ selection: { ids: chosen, onChange }, ids }: { selection: Selection; ids: readonly string[] }) {
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
