import Box from '@mui/material/Box'
import OutlinedInput from '@mui/material/OutlinedInput'
import { Search, X } from 'lucide-react'
import { type ReactNode, Suspense, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { useLocation, useNavigation } from 'react-router'
import { type SearchCompletion, SearchCompletions, useCompletions } from './SearchCompletions.tsx'
import { onDemand } from '../feedback/on-demand.tsx'
import type { TextError } from './SearchError.tsx'
import { useShortcuts } from '../controls/shortcuts.ts'
import { IconButton } from '../controls/IconButton.tsx'

const SearchError = onDemand(async () => (await import('./SearchError.tsx')).SearchError)

type Props = {
  label: string
  placeholder?: string
  /** The applied text, from the URL. */
  value: string
  /** Called on Enter, or when typing pauses; never with text that `check` refuses. */
  onApply: (text: string) => void
  /** Checks the text: a FilterError, thrown or returned by the grammar. */
  check?: (text: string) => TextError | undefined
  /** The server's error for the applied text. */
  refusal?: TextError | undefined
  /** What to do about an error in the text; `accept` applies another. */
  renderOffer?: (text: string, accept: (text: string) => void) => ReactNode
  /** Completions for the text being typed. */
  complete?: (text: string) => SearchCompletion[]
}

const PAUSE = 350

/** The page's search field: `/` focuses it, Enter applies it, Escape clears it. */
export function SearchBox({ label, placeholder, value, onApply, check, refusal, renderOffer, complete }: Props) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  // Applied but not yet back as the value: keep what is typed meanwhile.
  const [sent, setSent] = useState<readonly string[]>([])
  const [checked, setChecked] = useState(value)
  const field = useRef<HTMLInputElement>(null)
  const messageId = useId()
  if (value !== seen) {
    setSeen(value)
    const own = sent.indexOf(value)
    setSent(own < 0 ? [] : sent.slice(own + 1))
    if (own < 0) {
      // Follow changes made by Back, a chip or a link.
      setText(value)
      setChecked(value)
    }
  }

  function apply(next: string) {
    setChecked(next)
    const trimmed = next.trim()
    if (trimmed === (sent.at(-1) ?? value) || check?.(next)) return
    setSent([...sent, trimmed])
    onApply(trimmed)
  }
  // After following a link before the pause ends, applying would call the user back.
  const here = useLocation().pathname
  const isLeaving = (useNavigation().location?.pathname ?? here) !== here
  const onPause = useEffectEvent((typed: string) => {
    if (!isLeaving) apply(typed)
  })
  useEffect(() => {
    const timer = setTimeout(() => onPause(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])

  useShortcuts({
    '/': (event) => {
      event.preventDefault()
      field.current?.select()
    },
  })

  const options = complete?.(text) ?? []
  const completions = useCompletions(options, ({ text: next, start }) => setText(`${text.slice(0, start)}${next} `))
  // Half a clause is always invalid: report nothing until typing pauses, nor while its end is offered.
  const isWhole = text === checked && completions.shown.length === 0
  const error = isWhole ? (check?.(text) ?? (text.trim() === value ? refusal : undefined)) : undefined
  const listId = useId()
  const clear = () => {
    setText('')
    apply('')
    field.current?.focus()
  }
  return (
    <Box role="search" sx={{ position: 'relative', width: '100%', minWidth: 0, maxWidth: 720 }}>
      {/* Not a TextField, which bundles every kind of field, selects and menus included. */}
      <OutlinedInput
        fullWidth
        size="small"
        inputRef={field}
        value={text}
        placeholder={placeholder ?? label}
        error={error !== undefined}
        onChange={(event) => {
          setText(event.target.value)
          completions.open()
        }}
        onBlur={completions.close}
        onKeyDown={(event) => {
          if (completions.onKey(event)) return
          if (event.key === 'Enter') {
            completions.close()
            apply(text)
          }
          if (event.key === 'Escape' && text) clear()
        }}
        inputProps={{
          'aria-label': label,
          'aria-invalid': error !== undefined,
          'aria-describedby': error && messageId,
          'aria-keyshortcuts': '/',
          spellCheck: false,
          autoComplete: 'off',
          autoCapitalize: 'off',
          enterKeyHint: 'search',
          ...(complete && {
            role: 'combobox',
            'aria-autocomplete': 'list',
            'aria-expanded': completions.shown.length > 0,
            'aria-controls': listId,
            'aria-activedescendant': completions.active < 0 ? undefined : `${listId}-${completions.active}`,
          }),
        }}
        startAdornment={
          <Box component="span" sx={{ display: 'flex', mr: 2 }}>
            <Search size={16} aria-hidden />
          </Box>
        }
        endAdornment={
          text && (
            <IconButton label="Clear search box" onClick={clear}>
              <X size={16} />
            </IconButton>
          )
        }
      />
      <SearchCompletions id={listId} completions={completions} />
      {error && (
        <Suspense fallback={null}>
          <SearchError
            id={messageId}
            text={text}
            error={error}
            renderOffer={renderOffer}
            onAccept={(search) => {
              setText(search)
              apply(search)
              field.current?.focus()
            }}
          />
        </Suspense>
      )}
    </Box>
  )
}
