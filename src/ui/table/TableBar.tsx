import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { formatCount } from '../text/format-count.ts'

type Props = {
  /** The number of rows. */
  status: string
  selected?: number
  onClear?: () => void
  /** The button that shows new rows. */
  news?: ReactNode
  /** Actions on the selected rows. */
  selectedActions?: ReactNode
  /** Actions on the whole table. */
  children?: ReactNode
}

/** The bar above a table: the row count, or the selection and its actions. Its height never changes. */
export function TableBar({ status, selected = 0, onClear, news, selectedActions, children }: Props) {
  return (
    <div className="table-bar">
      <p role="status" data-screen="">
        {selected > 0 ? `${selected} selected` : status}
      </p>
      {news}
      {selected > 0 && (
        // The page may have buttons of the same names.
        <div role="group" aria-label="Selected rows" className="contents">
          <Button variant="text" onClick={onClear}>
            Clear
          </Button>
          {selectedActions}
        </div>
      )}
      <div>{children}</div>
    </div>
  )
}

/** “12 runs”, “100 runs loaded; scroll for more”; empty while the count is unknown. */
export function counted(count: number | undefined, one: string, many: string, hasMore: boolean): string {
  if (count === undefined) return ''
  const shown = formatCount(count)
  if (hasMore) return `${shown} ${many} loaded; scroll for more`
  return count === 1 ? `1 ${one}` : `${shown} ${many}`
}
