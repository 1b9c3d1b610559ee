import Box from '@mui/material/Box'
import type { KeyboardEvent } from 'react'
import { Link } from 'react-router'

type Tab<Value extends string> = {
  value: Value
  label: string
  /** Where the tab leads, if it has a URL of its own. */
  to?: string
}

type Props<Value extends string> = {
  'aria-label': string
  value: Value
  tabs: readonly Tab<Value>[]
  /** For tabs without a URL. */
  onChange?: (value: Value) => void
  /** Draws a line below all of the page's width. */
  line?: boolean
}

/** Tabs that CSS draws alone: MUI's measure themselves, which made the browser lay out the page before its first paint. */
export function Tabs<Value extends string>({ value, tabs, onChange, line, ...label }: Props<Value>) {
  return (
    <div role="tablist" className={line ? 'tabs line' : 'tabs'} {...label}>
      {tabs.map((tab) => {
        const isOpen = tab.value === value
        const props = {
          role: 'tab',
          'aria-selected': isOpen,
          tabIndex: isOpen ? 0 : -1,
          onKeyDown: moveFocus,
          ...(isOpen && { ref: keepInView }),
        } as const
        if (tab.to === undefined)
          return (
            <button key={tab.value} type="button" {...props} onClick={() => isOpen || onChange?.(tab.value)}>
              {tab.label}
            </button>
          )
        return (
          <Link key={tab.value} to={tab.to} {...props}>
            {tab.label}
          </Link>
        )
      })}
    </div>
  )
}

/** The arrow keys, Home and End move the focus; Enter opens the tab, as in WAI-ARIA’s tabs with manual activation. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const tabs = [...event.currentTarget.parentElement!.querySelectorAll<HTMLElement>('[role=tab]')] // its row
  const at = tabs.indexOf(event.currentTarget)
  const places: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }
  const next = places[event.key]
  if (next === undefined) return
  event.preventDefault()
  tabs.at(next % tabs.length)?.focus()
}

/** Scrolls the row of tabs, where it is too narrow for all, to the open one. The observer measures after the browser's own layout. */
function keepInView(tab: HTMLElement | null) {
  const row = tab?.parentElement
  if (!tab || !row) return undefined
  const observer = new IntersectionObserver(
    ([entry]) => {
      observer.disconnect()
      if (entry && entry.intersectionRatio < 1)
        row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2
    },
    { root: row, threshold: 1 },
  )
  observer.observe(tab)
  return () => observer.disconnect()
}

/** The tabs of a page: each has a URL of its own. */
export const PageTabs = <Value extends string>(props: {
  'aria-label': string
  value: Value
  tabs: readonly Required<Tab<Value>>[]
}) => (
  <Box sx={{ mb: 5 }}>
    <Tabs line {...props} />
  </Box>
)
