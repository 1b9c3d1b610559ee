import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { CSSProperties, ReactNode, Ref } from 'react'
import type { EntryPlace } from '../../../ui/table/page-window.ts'

type Props = {
  /** What the row is about, for its accessible name. */
  name: string
  title: ReactNode
  children: ReactNode
  actions?: ReactNode
  /** In a list of which only some entries may be drawn. */
  place?: EntryPlace | undefined
}

/** An entry of a list: what it is, facts below, and its actions at the end. */
export function AccountRow({ name, title, children, actions, place }: Props) {
  return (
    <Box component="li" aria-label={name} {...place}>
      <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Typography variant="body2" sx={{ fontWeight: 500 }}>
          {title}
        </Typography>
        <Typography variant="body2" component="div" color="textSecondary">
          {children}
        </Typography>
      </Box>
      {actions}
    </Box>
  )
}

type RowsProps = { label: string; ref?: Ref<HTMLUListElement>; style?: CSSProperties | undefined; children: ReactNode }

export function AccountRows({ label, ref, style, children }: RowsProps) {
  return (
    <Box component="ul" ref={ref} aria-label={label} sx={list} style={style}>
      {children}
    </Box>
  )
}

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  '& > li': { display: 'flex', alignItems: 'center', gap: 3, py: 2 },
  '& > li:is(li + li, [data-index]:not([data-index="0"]))': { borderTop: 1, borderColor: 'divider' },
} as const
