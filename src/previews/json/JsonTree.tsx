import Box from '@mui/material/Box'
import { useMemo, useState } from 'react'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { useTree } from '../../ui/controls/use-tree.ts'
import { isLongText, jsonRows, sizeOf } from './json-rows.ts'
import { JsonTreeRow, ROW } from './JsonTreeRow.tsx'

const TextDialog = onDemand(async () => (await import('../../ui/text/TextDialog.tsx')).TextDialog)

/** A JSON value as a collapsible tree. Small ones start expanded; long lists render in part. */
export function JsonTree({ value }: { value: unknown }) {
  const small = useMemo(() => sizeOf(value, SMALL) < SMALL, [value])
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [drawn, setDrawn] = useState<ReadonlyMap<string, number>>(new Map())
  const [whole, setWhole] = useState<{ title: string; text: string }>()
  const rows = useMemo(
    () =>
      jsonRows(value, {
        isOpen: (path, level) => toggled.get(path) ?? (small || level === 1),
        shown: (path) => drawn.get(path) ?? STEP,
      }),
    [value, small, toggled, drawn],
  )

  function setOpen(index: number, open: boolean) {
    const row = rows[index]
    if (row) setToggled(new Map([...toggled, [row.path, open]]))
  }
  function choose(index: number) {
    const row = rows[index]
    if (!row) return
    const path = row.path.replace(/ more$/, '')
    if (row.hidden) setDrawn(new Map([...drawn, [path, (drawn.get(path) ?? STEP) + STEP]]))
    else if (row.open !== undefined) setOpen(index, !row.open)
    else if (isLongText(row.value)) setWhole({ title: row.path, text: row.value })
  }

  const { scroller, virtualizer, tabStop, onKeyDown, setActive } = useTree({
    items: rows.map(({ path, level, name, open }) => ({ key: path, level, name, open })),
    rowHeight: ROW,
    onOpen: setOpen,
    onChoose: choose,
  })
  return (
    <Box ref={scroller} sx={frame}>
      <Box
        role="tree"
        aria-label="JSON"
        onKeyDown={(event) => {
          if (event.key === 'Enter') choose(tabStop)
          else onKeyDown(event)
        }}
        sx={{ position: 'relative', height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <JsonTreeRow
                key={row.path}
                row={row}
                index={index}
                top={start}
                tabStop={index === tabStop}
                onFocus={() => setActive(row.path)}
                onClick={() => choose(index)}
              />
            )
          )
        })}
      </Box>
      {whole && <TextDialog {...whole} onClose={() => setWhole(undefined)} />}
    </Box>
  )
}

/** Trees of up to this many values start expanded. */
const SMALL = 200
/** Entries of a list rendered at first, and per “more”. */
const STEP = 1000

const frame = {
  overflow: 'auto',
  maxHeight: 'calc(100dvh - 240px)',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  py: 1,
} as const
