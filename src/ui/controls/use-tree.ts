import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

/** One row of a tree, as its keys need to know it. */
type TreeItem = {
  key: string
  level: number
  /** What typing letters finds it by. */
  name: string
  /** Undefined for a leaf. */
  open: boolean | undefined
}

type Options = {
  items: readonly TreeItem[]
  /** Pixels; every row is as high as any other. */
  rowHeight: number
  /** The key of the row that is in the tab order until another had the focus. */
  selected?: string | undefined
  onOpen: (index: number, open: boolean) => void
  /** Space, and Enter where a row is no link. */
  onChoose: (index: number) => void
}

/**
 * A tree of any length: only the rows in view are drawn, one of them is in the tab order, and keys move from there as
 * in the WAI-ARIA tree pattern: arrows, Home, End, and letters.
 */
export function useTree({ items, rowHeight, selected, onOpen, onChoose }: Options) {
  const [active, setActive] = useState<string>()
  const scroller = useRef<HTMLDivElement>(null)
  const typed = useRef({ text: '', at: 0 })
  const indexOf = (key: string | undefined) => items.findIndex((item) => item.key === key)
  const tabStop = [active, selected].map(indexOf).find((index) => index >= 0) ?? 0
  // oxlint-disable-next-line react/incompatible-library -- a warning for the React Compiler, which is not in use
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The row in the tab order stays in the page when it is scrolled out of sight.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), tabStop])].toSorted((a, b) => a - b),
  })

  const selectedAt = indexOf(selected)
  const known = selectedAt >= 0
  // What a link selected may stand far below; it is brought into view when it is known, and stays where it is if it was.
  useEffect(() => {
    if (known) virtualizer.scrollToIndex(selectedAt)
    // Rows that open above it move it, which is no reason to scroll.
    // oxlint-disable-next-line react/exhaustive-deps -- only another selection is one
  }, [selected, known])

  function focus(index: number) {
    const item = items[index]
    if (!item) return
    setActive(item.key)
    virtualizer.scrollToIndex(index)
    const row = () => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)
    // At once where it can be, so that the next key finds it; a row far away is only drawn after this scroll.
    const drawn = row()
    if (drawn) drawn.focus()
    else requestAnimationFrame(() => row()?.focus())
  }

  function onKeyDown(event: KeyboardEvent) {
    const item = items[tabStop]
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return
    const { level, open } = item
    if (event.key.length > 1) typed.current.text = '' // whoever moves on has done typing a name
    if (event.key === 'ArrowDown') focus(Math.min(tabStop + 1, items.length - 1))
    else if (event.key === 'ArrowUp') focus(Math.max(tabStop - 1, 0))
    else if (event.key === 'Home') focus(0)
    else if (event.key === 'End') focus(items.length - 1)
    else if (event.key === 'ArrowRight' && open) focus(tabStop + 1)
    else if (event.key === 'ArrowRight' && open === false) onOpen(tabStop, true)
    else if (event.key === 'ArrowLeft' && open) onOpen(tabStop, false)
    else if (event.key === 'ArrowLeft')
      focus(items.findLastIndex((item, index) => index < tabStop && item.level < level))
    else if (event.key === ' ' && !typed.current.text) onChoose(tabStop)
    else if (event.key.length === 1) find(event)
    else return
    event.preventDefault()
  }

  /** The next row whose name begins with what was typed within half a second. */
  function find({ key, timeStamp }: KeyboardEvent) {
    const text = timeStamp - typed.current.at < 500 ? typed.current.text + key : key
    typed.current = { text, at: timeStamp }
    const from = text.length > 1 ? tabStop : tabStop + 1
    const order = [...items.keys()].map((index) => (from + index) % items.length)
    const match = order.find((index) => items[index]?.name.toLowerCase().startsWith(text.toLowerCase()))
    if (match !== undefined) focus(match)
    window.setTimeout(() => {
      if (typed.current.text === text) typed.current.text = ''
    }, 500)
  }

  return { scroller, virtualizer, tabStop, onKeyDown, setActive }
}
