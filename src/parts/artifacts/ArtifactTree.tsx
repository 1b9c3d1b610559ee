import Box from '@mui/material/Box'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { rowHeight, rowsOf } from './tree.ts'
import { TreeRow } from './TreeRow.tsx'
import type { ArtifactTree as Tree } from './use-artifact-tree.ts'

type Props = { tree: Tree; selected: string; hrefOf: (path: string) => string; filter: string }

/** The tree itself: one row is in the tab order, arrows move from there (WAI-ARIA tree pattern). */
export function ArtifactTree({ tree, selected, hrefOf, filter }: Props) {
  const rows = rowsOf(tree.branches, tree.isOpen, filter)
  const [active, setActive] = useState<string>()
  const box = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const typed = useRef({ text: '', at: 0 })
  const indexOf = (path: string | undefined) => rows.findIndex(({ node }) => node.path === path)
  const tabStop = [active, selected].map(indexOf).find((index) => index >= 0) ?? 0
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not in use
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The row in the tab order stays in the page when it is scrolled out of sight.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), tabStop])].toSorted((a, b) => a - b),
  })

  function focus(index: number) {
    const row = rows[index]
    if (!row) return
    setActive(row.node.path)
    virtualizer.scrollToIndex(index)
    // The row may only be drawn after this scroll.
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus())
  }

  function onKeyDown(event: KeyboardEvent) {
    const row = rows[tabStop]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const { node, level, open } = row
    if (event.key === 'ArrowDown') focus(Math.min(tabStop + 1, rows.length - 1))
    else if (event.key === 'ArrowUp') focus(Math.max(tabStop - 1, 0))
    else if (event.key === 'Home') focus(0)
    else if (event.key === 'End') focus(rows.length - 1)
    else if (event.key === 'ArrowRight' && open) focus(tabStop + 1)
    else if (event.key === 'ArrowRight' && node.kind !== 'file') tree.setOpen(node.path, true)
    else if (event.key === 'ArrowLeft' && open) tree.setOpen(node.path, false)
    else if (event.key === 'ArrowLeft') focus(rows.findLastIndex((row, index) => index < tabStop && row.level < level))
    else if (event.key === ' ' && !typed.current.text) void navigate(hrefOf(node.path))
    else if (event.key.length === 1) find(event)
    else return
    event.preventDefault()
  }

  /** Type-ahead: the next row whose name begins with what was typed within half a second. */
  function find({ key, timeStamp }: KeyboardEvent) {
    const text = timeStamp - typed.current.at < 500 ? typed.current.text + key : key
    typed.current = { text, at: timeStamp }
    const from = text.length > 1 ? tabStop : tabStop + 1
    const order = [...rows.keys()].map((index) => (from + index) % rows.length)
    const match = order.find((index) => rows[index]?.node.name.toLowerCase().startsWith(text.toLowerCase()))
    if (match !== undefined) focus(match)
    window.setTimeout(() => {
      if (typed.current.text === text) typed.current.text = ''
    }, 500)
  }

  return (
    <Box ref={box} sx={{ overflow: 'auto', flex: 1, minHeight: 0 }}>
      <Box
        role="tree"
        aria-label="Artifacts"
        onKeyDown={onKeyDown}
        sx={{ position: 'relative', height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <TreeRow
                key={row.node.path}
                row={row}
                index={index}
                top={start}
                selected={row.node.path === selected}
                tabStop={index === tabStop}
                href={hrefOf(row.node.path)}
                onFocus={() => setActive(row.node.path)}
                onOpen={(open) => tree.setOpen(row.node.path, open)}
                onRetry={() => tree.retry(row.node.path)}
              />
            )
          )
        })}
      </Box>
    </Box>
  )
}
