import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { type Column, onPhone, type SortingState, widthOfAll } from './table-columns.ts'
import { CHECK_WIDTH, PINNED_END, PINNED_START, ROW_HEIGHT, ROW_HEIGHT_NAME } from './row-size.ts'
import { DataTableHead } from './DataTableHead.tsx'
import { BodyRow, Gap, SkeletonRows } from './DataTableRows.tsx'
import { useRowKeys } from './row-keys.ts'
import { nextSorting, sortedRows } from './sorted-rows.ts'
import { useWideColumns } from './wide-columns.ts'
import type { Selection } from './selection.ts'
import { ErrorNotice } from '../feedback/ErrorNotice.tsx'
import { LoadingRows } from '../feedback/LoadingRows.tsx'
import { NARROW, useMedia } from '../layout/use-media.ts'
import { PrintedTable } from '../print/PrintedTable.tsx'
import type { PagedList } from '../print/paged-list.ts'
import { usePrinting, useWholeOnPaper } from '../print/printing.ts'

type Props<Row> = {
  /** Accessible name: what the table lists. */
  label: string
  /** Keep it at module level or memoise it: a new array lays out the table again. */
  columns: readonly Column<Row>[]
  /** Undefined while the first page loads. Memoise them: a new array is sorted and drawn again. */
  rows: readonly Row[] | undefined
  /** The first one counts. */
  rowId: (row: Row) => string
  /** The row's name, for its checkbox. */
  rowName?: (row: Row) => string
  sorting?: SortingState
  onSort?: (sorting: SortingState) => void
  /** Sort here: all rows are loaded, and the server cannot sort by this column. */
  sortsHere?: boolean
  /** An infinite query; the next page loads shortly before its rows come into view. */
  paged?: Paged
  selection?: Selection
  /** What the rows depend on besides their order. When it changes, the table scrolls to the top. */
  scrollKey?: string
  /** The rows belong to the previous query. */
  stale?: boolean
  /** In px, where rows have more than one line. */
  rowHeight?: number
}

const NO_ROWS: never[] = []
const NO_SORTING: SortingState = []
/** Pixels beyond the view whose rows are drawn too. */
const BEYOND = 6 * ROW_HEIGHT
/** Of a table whose rows have many cells. */
const BEYOND_WIDE = 2 * ROW_HEIGHT
/** Pixels of the window's height that a full table leaves (table.css). */
const OUTSIDE = 64
const pinnedWidth = (columns: readonly Column<never>[], where: true | 'end') =>
  widthOfAll(columns.filter(({ pinned }) => pinned === where))
/** Scroll position by page, restored on Back. */
const offsets = new Map<string, number>()

/** A virtualised table: only the rows in view are mounted, and of many columns those in view; on paper all of them. */
export function DataTable<Row>(props: Props<Row>) {
  const isPrinting = usePrinting()
  const isNarrow = useMedia(NARROW)
  const { label, rows, rowName, sorting = NO_SORTING, onSort, paged, selection, scrollKey } = props
  const columns = useMemo(() => (isNarrow ? onPhone(props.columns) : props.columns), [isNarrow, props.columns])
  const rowHeight = props.rowHeight ?? ROW_HEIGHT
  const scroller = useRef<HTMLDivElement>(null)
  const place = `${useLocation().key} ${label}`
  const order = JSON.stringify(sorting)
  const all = useMemo(
    () =>
      (props.sortsHere && rows ? sortedRows(rows, props.columns, JSON.parse(order) as SortingState) : rows) ?? NO_ROWS,
    [props.sortsHere, props.columns, rows, order],
  )
  const [idOf] = useState(() => props.rowId)
  const ids = useMemo(() => all.map(idOf), [all, idOf])
  const { drawn, isWide } = useWideColumns(columns, scroller, selection !== undefined)
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not in use
  const virtual = useVirtualizer({
    count: all.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]), // another one measures all rows again
    overscan: Math.ceil((isWide ? BEYOND_WIDE : BEYOND) / rowHeight),
    initialOffset: offsets.get(place) ?? 0,
    // Its height in table.css when it is full: the first drawing has the rows in view, without a second one.
    initialRect: { width: window.innerWidth, height: window.innerHeight - OUTSIDE },
    scrollPaddingStart: ROW_HEIGHT,
    // Drawn at once, rows would be laid out when the columns read the scroll position.
    useFlushSync: false,
    onChange: ({ scrollOffset }) => void offsets.set(place, scrollOffset ?? 0),
  })
  useRowKeys(scroller, all.length, (index) => virtual.scrollToIndex(index))

  useWholeOnPaper(paged, all.length)

  const question = JSON.stringify([scrollKey, sorting])
  const answered = useRef(question)
  useEffect(() => {
    // Not where it is at the top: the browser would lay out the page for it.
    if (answered.current !== question && virtual.scrollOffset) scroller.current?.scrollTo({ top: 0 })
    answered.current = question
  }, [question, virtual])

  const items = virtual.getVirtualItems()
  const [first, last] = [items[0], items.at(-1)]
  const checks = selection ? 1 : 0
  const checkWidth = checks * CHECK_WIDTH
  const span = drawn.length + checks
  const onScreen = (
    <div
      ref={scroller}
      className="data-table"
      data-table=""
      data-screen=""
      data-stale={props.stale || undefined}
      style={
        {
          [PINNED_START]: `${(isNarrow ? 0 : checkWidth) + pinnedWidth(columns, true)}px`,
          [PINNED_END]: `${isNarrow ? 0 : pinnedWidth(columns, 'end')}px`,
        } as CSSProperties
      }
    >
      {/* -1: the number of rows is not known yet. */}
      <table
        aria-label={label}
        aria-rowcount={paged?.hasNextPage || !rows ? -1 : all.length + 1}
        aria-colcount={isWide ? columns.length + checks : undefined}
        aria-busy={!rows}
        style={{
          ...(props.rowHeight !== undefined && { [ROW_HEIGHT_NAME]: `${rowHeight}px` }),
          minWidth: checkWidth + widthOfAll(columns),
        }}
      >
        <DataTableHead
          columns={columns}
          drawn={drawn}
          isWide={isWide}
          sorting={sorting}
          onSort={onSort && ((column: Column<Row>) => onSort(nextSorting(column, all, sorting)))}
          selection={selection}
          ids={ids}
        />
        <tbody>
          {!rows && <SkeletonRows columns={span} />}
          <Gap height={first?.start ?? 0} columns={span} />
          {items.map(({ index, key }) => {
            const [row, id] = [all[index], ids[index]]
            if (!row || id === undefined) return null // the list is shorter, and the virtualizer does not know yet
            return (
              <BodyRow
                key={key}
                row={row}
                id={id}
                index={index}
                drawn={drawn}
                isWide={isWide}
                checked={selection?.ids.has(id)}
                name={rowName?.(row) ?? id}
                selection={selection}
              />
            )
          })}
          <Gap height={last ? virtual.getTotalSize() - last.end : 0} columns={span} />
        </tbody>
      </table>
      {rows && paged && <NextPage paged={paged} near={(last?.index ?? 0) >= all.length - 20} />}
    </div>
  )
  return (
    <>
      {onScreen}
      {isPrinting && rows && (
        <PrintedTable
          label={label}
          columns={props.columns}
          rows={all}
          rowId={idOf}
          hasMore={paged?.hasNextPage ?? false}
        />
      )}
    </>
  )
}

/** The part of an infinite query that a list needs. */
export type Paged = PagedList & { isFetchingNextPage: boolean; error: Error | null }

/** The end of a growing list: loads the next page when it comes `near`, and shows an error if that fails. */
export function NextPage({ paged, near }: { paged: Paged; near: boolean }) {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = paged
  const wanted = near && hasNextPage && !isFetchingNextPage && !isFetchNextPageError
  // Scrolling has no handler here: the virtualizer renders when it moved.
  useEffect(() => {
    if (wanted) void fetchNextPage()
  }, [wanted, fetchNextPage])
  if (isFetchNextPageError && error && !isFetchingNextPage)
    return <ErrorNotice title="More rows could not be loaded" error={error} onRetry={() => void fetchNextPage()} />
  if (!isFetchingNextPage) return null
  return (
    <div style={{ position: 'sticky', left: 0 }}>
      <LoadingRows count={2} />
    </div>
  )
}
