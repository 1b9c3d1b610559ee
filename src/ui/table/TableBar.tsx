import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
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
    <Stack direction="row" useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 2, minHeight: 32 }}>
      <Typography variant="body2" color="textSecondary" role="status" data-screen="">
        {selected > 0 ? `${selected} selected` : status}
      </Typography>
      {news}
      {selected > 0 && (
        // The page may have buttons of the same names.
        <Box role="group" aria-label="Selected rows" sx={{ display: 'contents' }}>
          <Button variant="text" onClick={onClear}>
            Clear
          </Button>
          {selectedActions}
        </Box>
      )}
      <Stack direction="row" useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 2, ml: 'auto' }}>
        {children}
      </Stack>
    </Stack>
  )
}

/** “12 runs”, “100 runs loaded; scroll for more”; empty while the count is unknown. */
export function counted(count: number | undefined, one: string, many: string, hasMore: boolean): string {
  if (count === undefined) return ''
  const shown = formatCount(count)
  if (hasMore) return `${shown} ${many} loaded; scroll for more`
  return count === 1 ? `1 ${one}` : `${shown} ${many}`
}
