import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Popover from '@mui/material/Popover'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { type KeyboardEvent, useRef, useState } from 'react'
import { containsText } from '../../text/contains-text.ts'
import { useInView } from '../controls/in-view.ts'

/** A column that can be shown. */
export type ChoosableColumn = { id: string; header: string; /** The heading that it is listed under. */ group: string }

export type ColumnChoice = {
  /** In the order of the table. */
  all: readonly ChoosableColumn[]
  shown: readonly string[]
  /** Undefined resets the columns. */
  onChange: (columns: readonly string[] | undefined) => void
}

/** Show at most this many: search narrows the list. */
const MAX_ROWS = 200

/** The columns to choose from, below the button that opens them. */
export function ColumnsPopover({
  anchor,
  onClose,
  ...choice
}: ColumnChoice & { anchor: HTMLElement; onClose: () => void }) {
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': 'Columns', 'aria-modal': true } }}
    >
      <Box sx={{ width: 320, maxWidth: '100%' }}>
        <ColumnChoices {...choice} />
      </Box>
    </Popover>
  )
}

/** Every column, by group, whose name contains the typed text. */
function ColumnChoices({ all, shown, onChange }: ColumnChoice) {
  const [typed, setTyped] = useState('')
  const found = all.filter(({ header }) => containsText(header, typed.trim()))
  const groups = Map.groupBy(found.slice(0, MAX_ROWS), ({ group }) => group)
  const [scroller, end] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)]
  const isAtEnd = useInView(end, '0px', scroller)
  const toggle = (id: string) => {
    const next = shown.includes(id) ? shown.filter((it) => it !== id) : [...shown, id]
    onChange(all.map((column) => column.id).filter((it) => next.includes(it)))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows walk the checkboxes, which are reached by Tab too
    <div onKeyDown={walk}>
      <Box sx={{ p: 3, pb: 2 }}>
        <TextField
          label="Find a column"
          autoFocus
          fullWidth
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false } }}
        />
      </Box>
      <Box sx={list} ref={scroller}>
        {[...groups].map(([group, columns]) => (
          <Box component="fieldset" key={group}>
            <Typography component="legend" variant="caption" color="textSecondary">
              {group}
            </Typography>
            {columns.map(({ id, header }) => (
              <label key={id}>
                <input type="checkbox" checked={shown.includes(id)} onChange={() => toggle(id)} />
                <span>{header}</span>
              </label>
            ))}
          </Box>
        ))}
        {found.length === 0 && <Typography color="textSecondary">No columns match.</Typography>}
        {found.length > MAX_ROWS && (
          <Typography color="textSecondary">{found.length - MAX_ROWS} more. Type part of the name.</Typography>
        )}
        <div ref={end} />
        {!isAtEnd && (
          <Typography variant="caption" component="div" sx={more}>
            More below
          </Typography>
        )}
      </Box>
      <Box sx={{ p: 2, borderTop: 1, borderColor: 'divider' }}>
        <Button variant="text" onClick={() => onChange(undefined)}>
          Reset columns
        </Button>
      </Box>
    </div>
  )
}

function walk(event: KeyboardEvent<HTMLElement>) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!by) return
  const stops = [...event.currentTarget.querySelectorAll('input')]
  const next = stops[stops.findIndex((stop) => stop === document.activeElement) + by]
  if (!next) return
  event.preventDefault()
  next.focus()
}

const list = {
  px: 3,
  pb: 2,
  maxHeight: 360,
  overflow: 'auto',
  '& fieldset': { border: 0, p: 0, m: 0, mb: 2, minWidth: 0 },
  '& label': {
    display: 'flex',
    alignItems: 'center',
    gap: 2,
    minHeight: 28,
    cursor: 'pointer',
    typography: 'body2',
    '& input': { accentColor: 'var(--mui-palette-primary-main)', m: 0, width: 15, height: 15, flexShrink: 0 },
    '& span': { minWidth: 0, overflowWrap: 'anywhere' },
  },
} as const

/** Over the last visible rows. */
const more = {
  position: 'sticky',
  bottom: -8,
  mx: -3,
  px: 3,
  pt: 4,
  pb: 1,
  color: 'text.secondary',
  pointerEvents: 'none',
  background: 'linear-gradient(transparent, var(--mui-palette-background-paper) 60%)',
} as const
