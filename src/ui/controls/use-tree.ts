import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { startsWithText } from '../../text/contains-text.ts'
import { withKept } from '../drawn-range.ts'

/** What the keyboard handling needs to know about a row. */
type TreeItem = {
  key: string
  level: number
  /** Matched when the user types letters. */
  name: string
  /** Undefined for a leaf. */
  open: boolean | undefined
}

type Options = {
  items: readonly TreeItem[]
  /** In pixels; all rows have the same height. */
  rowHeight: number
  /** Key of the row in the tab order until another row gets the focus. */
  selected?: string | undefined
  onOpen: (index: number, open: boolean) => void
  /** Called on Space, and on Enter if the row is not a link. */
  onChoose: (index: number) => void
}

/**
 * A virtualised tree, for 100,000 rows and more. (@headless-tree/core 1.7 takes 18 s and 680 MB for as many.) One row is in the tab order; arrows, Home, End and letters move the focus as in the WAI-ARIA tree
 * pattern.
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
    // Keep the row in the tab order mounted when it scrolls out of view.
    rangeExtractor: (range) => withKept(range, [tabStop]),
  })

  const selectedAt = indexOf(selected)
  const known = selectedAt >= 0
  // A linked row may be far down: scroll to it once it is known, unless it is in view.
  useEffect(() => {
    if (known) virtualizer.scrollToIndex(selectedAt)
    // Rows opening above move the selection, which is no reason to scroll.
    // oxlint-disable-next-line react/exhaustive-deps -- only another selection is one
  }, [selected, known])

  function focus(index: number) {
    const item = items[index]
    if (!item) return
    setActive(item.key)
    virtualizer.scrollToIndex(index)
    const row = () => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)
    // Focus synchronously if mounted, so that the next key finds it; distant rows mount only after this scroll.
    const drawn = row()
    if (drawn) drawn.focus()
    else requestAnimationFrame(() => row()?.focus())
  }

  function onKeyDown(event: KeyboardEvent) {
    const item = items[tabStop]
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return
    const { level, open } = item
    if (event.key.length > 1) typed.current.text = '' // moving on ends a typed name
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

  /** The next row whose name starts with the letters typed within half a second. */
  function find({ key, timeStamp }: KeyboardEvent) {
    const text = timeStamp - typed.current.at < 500 ? typed.current.text + key : key
    typed.current = { text, at: timeStamp }
    const from = text.length > 1 ? tabStop : tabStop + 1
    const order = [...items.keys()].map((index) => (from + index) % items.length)
    const match = order.find((index) => startsWithText(items[index]?.name ?? '', text))
    if (match !== undefined) focus(match)
    window.setTimeout(() => {
      if (typed.current.text === text) typed.current.text = ''
    }, 500)
  }

  return { scroller, virtualizer, tabStop, onKeyDown, setActive }
}
