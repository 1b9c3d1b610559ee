import Box from '@mui/material/Box'
import FormHelperText from '@mui/material/FormHelperText'
import TextField from '@mui/material/TextField'
import Typography from '@mui/material/Typography'
import { X } from 'lucide-react'
import { type ClipboardEvent, type FocusEvent, useEffect, useId, useRef, useState } from 'react'
import type { Tag } from '#contract/values.ts'
import { holdsPairs, pairProblem, pairsOf } from '../../domain/tags/tag-pairs.ts'
import { IconButton } from '../../ui/controls/IconButton.tsx'
import { storedName, storedValue } from '../../ui/forms/stored-text.ts'

type Props = {
  tags: readonly Tag[]
  onChange: (tags: readonly Tag[]) => void
  /** How often registering was refused because of a tag: the first faulty one gets the focus. */
  refused: number
}

const blank: Tag = { key: '', value: '' }
const isBlank = ({ key, value }: Tag) => key === '' && value === ''

/** The tags of something new: a row each, and an empty row at the end. Pasted `key=value` lines become rows. */
export function TagRows({ tags, onChange, refused }: Props) {
  const label = useId()
  const list = useRef<HTMLDivElement>(null)
  // A row is not called incomplete while somebody is typing in it.
  const [active, setActive] = useState<number>()
  const focusAfter = useRef<number>(undefined)
  useEffect(() => {
    if (focusAfter.current !== undefined) keyOf(list.current, focusAfter.current)?.focus()
    focusAfter.current = undefined
  })
  useEffect(() => {
    if (refused > 0) list.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refused])

  const put = (index: number, count: number, ...rows: Tag[]) => {
    const next = [...tags.slice(0, index), ...rows, ...tags.slice(index + count)]
    while (next.length > 0 && isBlank(next.at(-1) ?? blank)) next.pop()
    onChange(next)
  }
  const paste = (event: ClipboardEvent, index: number, isKey: boolean) => {
    const text = event.clipboardData.getData('text')
    // A value may contain “=” itself.
    if (isKey ? !holdsPairs(text) : !/[\r\n]/.test(text.trim())) return
    event.preventDefault()
    const pasted = pairsOf(text)
    const row = tags[index] ?? blank
    put(index, 1, ...(isBlank(row) ? pasted : [row, ...pasted]))
    focusAfter.current = index + pasted.length + (isBlank(row) ? 0 : 1)
    setActive(undefined)
  }
  const remove = (index: number) => {
    focusAfter.current = index
    put(index, 1)
  }
  const leave = ({ relatedTarget }: FocusEvent) => {
    // Not on the way to a button: it would move away from under the pointer.
    if (relatedTarget instanceof HTMLInputElement || relatedTarget instanceof HTMLTextAreaElement) setActive(undefined)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Leaving a field reaches it from there
    <div role="group" aria-labelledby={label} ref={list} onBlur={leave}>
      <Typography id={label} variant="body2" sx={{ mb: 2 }}>
        Tags
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr 32px', alignItems: 'center', gap: 3 }}>
        {[...tags, blank].map((tag, index) => (
          <TagRow
            // oxlint-disable-next-line react/no-array-index-key -- A row has no other identity; its fields are controlled.
            key={index}
            number={index + 1}
            tag={tag}
            problem={
              refused > 0 || active !== index || tag.key.includes('=')
                ? pairProblem([...tags, blank], index)
                : undefined
            }
            onChange={(next) => put(index, 1, next)}
            onFocus={() => setActive(index)}
            onPaste={(event, isKey) => paste(event, index, isKey)}
            {...(index < tags.length && { onRemove: () => remove(index) })}
          />
        ))}
      </Box>
      <FormHelperText sx={{ mx: 3.5 }}>You can paste several key=value lines.</FormHelperText>
    </div>
  )
}

const keyOf = (list: HTMLElement | null, index: number) =>
  list?.querySelectorAll<HTMLElement>('input[data-part="key"]')[index]

type RowProps = {
  number: number
  tag: Tag
  problem: string | undefined
  onChange: (tag: Tag) => void
  onFocus: () => void
  onPaste: (event: ClipboardEvent, isKey: boolean) => void
  onRemove?: () => void
}

function TagRow({ number, tag, problem, onChange, onFocus, onPaste, onRemove }: RowProps) {
  const help = useId()
  const said = problem ?? [storedName(tag.key), storedValue(tag.value)].filter(Boolean).join(' ')
  const isKeyless = tag.key.trim() === ''
  const isValueless = !isKeyless && tag.value === '' && problem !== undefined
  const field = (part: 'key' | 'value', isWrong: boolean) => (
    <TextField
      label={part === 'key' ? 'Key' : 'Value'}
      value={tag[part]}
      error={isWrong}
      onChange={(event) => onChange({ ...tag, [part]: event.target.value })}
      onFocus={onFocus}
      onPaste={(event) => onPaste(event, part === 'key')}
      slotProps={{
        htmlInput: {
          'data-part': part,
          'aria-label': `${part === 'key' ? 'Key' : 'Value'} of tag ${number}`,
          'aria-describedby': said ? help : undefined,
          autoComplete: 'off',
          spellCheck: false,
        },
      }}
    />
  )
  return (
    <>
      {field('key', problem !== undefined && !isValueless)}
      {field('value', isValueless)}
      {onRemove ? (
        <IconButton label={`Remove tag ${tag.key || number}`} onClick={onRemove}>
          <X size={16} />
        </IconButton>
      ) : (
        <span />
      )}
      {said && (
        <FormHelperText id={help} error={problem !== undefined} sx={{ gridColumn: '1 / -1', mt: -1 }}>
          {said}
        </FormHelperText>
      )}
    </>
  )
}
