import Box from '@mui/material/Box'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { isLongText, type JsonRow, valueText } from './json-rows.ts'

type Props = {
  row: JsonRow
  index: number
  top: number
  tabStop: boolean
  onFocus: () => void
  onClick: () => void
}

/** A name and its value; a value too long for the line is complete on hover and in the text view. */
export function JsonTreeRow({ row, index, top, tabStop, onFocus, onClick }: Props) {
  const { path, level, name, value, open, hidden } = row
  const text = hidden ? `${hidden} more …` : valueText(value)
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <Box
      role="treeitem"
      aria-level={level}
      aria-selected={false}
      {...(open === undefined ? {} : { 'aria-expanded': open })}
      data-index={index}
      tabIndex={tabStop ? 0 : -1}
      title={hidden ? `Show more of ${path.replace(/ more$/, '')}` : `${path}\n${text.slice(0, 2000)}`}
      onFocus={onFocus}
      onClick={onClick}
      // An inline style: a class for every possible position would fill the style sheet.
      style={{
        top,
        paddingLeft: 4 + (level - 1) * 16,
        cursor: open !== undefined || hidden || isLongText(value) ? 'pointer' : 'default',
      }}
      sx={rowStyle}
    >
      <Box component="span" aria-hidden sx={{ display: 'flex', width: 20, flexShrink: 0, color: 'text.secondary' }}>
        {open !== undefined && <Chevron size={14} />}
      </Box>
      {name !== '' && (
        <Box component="code" sx={{ color: 'info.main', whiteSpace: 'pre' }}>
          {name}
          <Box component="span" sx={{ color: 'text.secondary' }}>
            :{' '}
          </Box>
        </Box>
      )}
      <Box
        component="code"
        sx={{ color: colorOf(hidden ? null : value), overflow: 'hidden', textOverflow: 'ellipsis' }}
      >
        {text.slice(0, 2000)}
      </Box>
    </Box>
  )
}

function colorOf(value: unknown): string {
  if (typeof value === 'string') return 'success.main'
  if (typeof value === 'number' || typeof value === 'bigint') return 'warning.main'
  return typeof value === 'boolean' ? 'primary.main' : 'text.secondary'
}

/** Pixels. */
export const ROW = 24

const rowStyle = {
  position: 'absolute',
  left: 0,
  right: 0,
  height: ROW,
  pr: 2,
  display: 'flex',
  alignItems: 'center',
  whiteSpace: 'nowrap',
  ':hover': { bgcolor: 'action.hover' },
  ':focus-visible': { outlineOffset: -2 },
} as const
