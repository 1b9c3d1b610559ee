import Box from '@mui/material/Box'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef } from 'react'
import { MOST_PRINTED, printedPart } from '../print/paged-list.ts'
import { useForPaper, usePrinting, useWholeOnPaper } from '../print/printing.ts'
import { NextPage, type Paged } from './DataTable.tsx'
import { usePagePlace } from './page-place.ts'

type Props<Item> = {
  /** Accessible name: what the cards show. */
  label: string
  groups: readonly CardGroup<Item>[]
  id: (item: Item) => string
  render: (item: Item) => ReactNode
  /** In px, of a card; as many stand beside each other as have room. */
  minWidth: number
  /** An infinite query; the next page loads shortly before its cards come into view. */
  paged?: Paged
  /** The cards belong to the previous query. */
  stale?: boolean
}

export type CardGroup<Item> = { title?: string; items: readonly Item[] }

type Row<Item> = { title: string } | { items: readonly Item[] }

const GAP = 12
/** The width of A4 between its margins. */
const PAPER = 688
/** Of a row before it is measured. */
const HEIGHT = 148

/** Cards that scroll with the page; only those in view are mounted, on paper all of them. */
export function CardList<Item>({ label, groups, id, render, minWidth, paged, stale }: Props<Item>) {
  const isPrinting = usePrinting()
  const isForPaper = useForPaper() || isPrinting // what only mounted cards load must be there before
  const count = groups.reduce((all, { items }) => all + items.length, 0)
  useWholeOnPaper(paged, count)
  const frame = useRef<HTMLDivElement>(null)
  const { width, top } = usePagePlace(frame, !isForPaper)
  const columns = Math.max(1, Math.floor(((isPrinting ? PAPER : width) + GAP) / (minWidth + GAP)))
  const rows = useMemo(() => rowsOf(groups, columns), [groups, columns])
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not in use
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (isTitle(rows[index]) ? 44 : HEIGHT + GAP),
    getItemKey: (index) => keyOf(rows[index], id, index),
    overscan: 4,
    scrollMargin: top,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  })
  const items = virtual.getVirtualItems()
  if (isForPaper) {
    const part = printedPart(count, paged?.hasNextPage ?? false, 'cards')
    return (
      <section aria-label={label}>
        {isPrinting && part && <p>{part}</p>}
        {rows.slice(0, MOST_PRINTED).map((row, index) => (
          <CardRow key={keyOf(row, id, index)} row={row} columns={columns} id={id} render={render} />
        ))}
      </section>
    )
  }
  return (
    <section aria-label={label} data-stale={stale || undefined}>
      <Box
        ref={frame}
        sx={{ position: 'relative', opacity: stale ? 0.6 : 1 }}
        style={{ height: virtual.getTotalSize() }}
      >
        {width > 0 &&
          items.map(({ index, key, start }) => {
            const row = rows[index]
            if (!row) return null // the list is shorter, and the virtualizer does not know yet
            return (
              <div
                key={key}
                data-index={index}
                ref={virtual.measureElement}
                style={{ position: 'absolute', left: 0, right: 0, transform: `translateY(${start - top}px)` }}
              >
                <CardRow row={row} columns={columns} id={id} render={render} />
              </div>
            )
          })}
      </Box>
      {paged && <NextPage paged={paged} near={(items.at(-1)?.index ?? 0) >= rows.length - 10} />}
    </section>
  )
}

type CardRowProps<Item> = {
  row: Row<Item>
  columns: number
  id: (item: Item) => string
  render: (item: Item) => ReactNode
}

function CardRow<Item>({ row, columns, id, render }: CardRowProps<Item>) {
  if (isTitle(row))
    return (
      <Box component="h2" dir="auto" sx={{ typography: 'h2', m: 0, pt: 3, pb: 2, overflowWrap: 'anywhere' }}>
        {row.title}
      </Box>
    )
  return (
    <Box
      sx={{ display: 'grid', columnGap: `${GAP}px`, pb: `${GAP}px` }}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {row.items.map((item) => (
        <Box component="article" key={id(item)} sx={card}>
          {render(item)}
        </Box>
      ))}
    </Box>
  )
}

const isTitle = <Item,>(row: Row<Item> | undefined): row is { title: string } => row !== undefined && 'title' in row

function keyOf<Item>(row: Row<Item> | undefined, id: (item: Item) => string, index: number): string {
  if (!row) return String(index)
  // An item can be in several groups.
  return isTitle(row) ? `title ${row.title}` : `${index} ${row.items.map(id).join('\n')}`
}

/** Group after group, each with its title and its cards in rows. */
export function rowsOf<Item>(groups: readonly CardGroup<Item>[], columns: number): Row<Item>[] {
  return groups.flatMap(({ title, items }) => [
    ...(title === undefined ? [] : [{ title }]),
    ...Array.from({ length: Math.ceil(items.length / columns) }, (_, at) => ({
      items: items.slice(at * columns, (at + 1) * columns),
    })),
  ])
}

/** All of a card leads where its one link does. */
const card = {
  position: 'relative',
  minWidth: 0,
  p: 4,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  display: 'flex',
  flexDirection: 'column',
  gap: 2,
  typography: 'body2',
  breakInside: 'avoid',
  '& :is(h2, h3)': { typography: 'h2', m: 0, overflowWrap: 'anywhere' },
  '& :is(h2, h3) a': { color: 'primary.main', textDecoration: 'none' },
  '@media screen': { '& :is(h2, h3) a::after': { content: '""', position: 'absolute', inset: 0, borderRadius: 1 } },
  '& :is(h2, h3) a:focus-visible': { outline: 'none' },
  '& :is(h2, h3) a:focus-visible::after': { outline: '2px solid', outlineColor: 'primary.main', outlineOffset: -2 },
  ':hover': { borderColor: 'text.secondary' },
  '& p': {
    m: 0,
    overflowWrap: 'anywhere',
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: '4',
    overflow: 'hidden',
    '@media print': { display: 'block' },
  },
} as const
