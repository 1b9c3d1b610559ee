import Box from '@mui/material/Box'
import { type KeyboardEvent, useState } from 'react'

export type SearchCompletion = { text: string; /** Start of the text it replaces. */ start: number }

/** The completions of a search text, and which one is active. */
export function useCompletions(options: readonly SearchCompletion[], accept: (option: SearchCompletion) => void) {
  const [active, setActive] = useState(-1)
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? options : []
  const chosen = shown[active]
  const take = (option: SearchCompletion) => {
    setActive(-1)
    accept(option)
  }
  /** Handles a key and returns whether it was for the list. */
  function onKey(event: KeyboardEvent): boolean {
    if (shown.length === 0) return false
    if (event.key === 'ArrowDown') setActive((active + 1) % shown.length)
    else if (event.key === 'ArrowUp') setActive((active <= 0 ? shown.length : active) - 1)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) take(chosen)
    else if (event.key === 'Escape') setOpen(false)
    else return false
    event.preventDefault()
    return true
  }
  return {
    shown,
    active: chosen ? active : -1,
    onKey,
    take,
    open() {
      setActive(-1)
      setOpen(true)
    },
    close: () => setOpen(false),
  }
}

type Props = { id: string; completions: ReturnType<typeof useCompletions> }

/** The list under the search box. The focus stays in the box, which names the active option. */
export function SearchCompletions({ id, completions: { shown, active, take } }: Props) {
  if (shown.length === 0) return null
  return (
    <Box role="listbox" id={id} aria-label="Completions" sx={list}>
      {shown.map((option, index) => (
        <div
          key={option.text}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // Before the box loses the focus.
          onMouseDown={(event) => {
            event.preventDefault()
            take(option)
          }}
        >
          <code>{option.text}</code>
        </div>
      ))}
    </Box>
  )
}

const list = {
  position: 'absolute',
  zIndex: 'modal',
  top: '100%',
  left: 0,
  minWidth: 200,
  maxWidth: '100%',
  mt: 1,
  p: 1,
  bgcolor: 'background.paper',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  '& > div': { px: 2, py: 1, borderRadius: 1, cursor: 'pointer', overflowWrap: 'anywhere' },
  '& > :hover, & > [aria-selected=true]': { bgcolor: 'action.hover' },
  '& > [aria-selected=true]': { color: 'primary.main' },
} as const
