import Button from '@mui/material/Button'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

type Props = {
  /** How many rows there are. */
  status: string
  selected?: number
  onClear?: () => void
  /** What lets in rows that came since. */
  news?: ReactNode
  /** What can be done with the selected rows. */
  selectedActions?: ReactNode
  /** What concerns the whole table. */
  children?: ReactNode
}

/** Over a table: how much is in it, or how much of it is selected and what to do with that. Never changes its height. */
export function TableBar({ status, selected = 0, onClear, news, selectedActions, children }: Props) {
  return (
    <Stack direction="row" useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 2, minHeight: 32 }}>
      <Typography variant="body2" color="textSecondary" role="status">
        {selected > 0 ? `${selected} selected` : status}
      </Typography>
      {news}
      {selected > 0 && (
        <>
          <Button variant="text" onClick={onClear}>
            Clear
          </Button>
          {selectedActions}
        </>
      )}
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2, ml: 'auto' }}>
        {children}
      </Stack>
    </Stack>
  )
}

/** “12 runs”, “100 runs so far; more come as you scroll”; nothing while none are known. */
export function counted(count: number | undefined, one: string, many: string, hasMore: boolean): string {
  if (count === undefined) return ''
  if (hasMore) return `${count} ${many} loaded; scroll for more`
  return count === 1 ? `1 ${one}` : `${count} ${many}`
}
