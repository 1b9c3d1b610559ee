import { Pencil } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { InlineField } from './InlineField.tsx'
import { InlineForm } from './InlineForm.tsx'
import { storedName } from './stored-text.ts'
import { type Write, succeeded } from './write.ts'
import { IconButton } from '../controls/IconButton.tsx'

type Props = {
  name: string
  /** The displayed name and anything beside it. */
  children: ReactNode
  /** Why a name is invalid. */
  problemOf: (name: string) => string | undefined
  /** What renaming causes. */
  hint?: string
  /** Omit it for a name that cannot be changed. */
  rename: Write<string> | undefined
  onRenamed?: (name: string) => void
}

/** A name with inline editing. */
export function EditableName({ name, children, problemOf, hint, rename, onRenamed }: Props) {
  // A draft belongs to the name it started from: discard it when the name changes.
  const [begun, setBegun] = useState<{ of: string; draft: string }>()
  const draft = begun?.of === name ? begun.draft : undefined
  const setDraft = (next: string | undefined) => setBegun(next === undefined ? undefined : { of: name, draft: next })
  const pencil = useRef<HTMLButtonElement>(null)
  if (draft === undefined || !rename)
    return (
      <span className="named">
        {children}
        {rename && (
          <IconButton ref={pencil} label="Rename" onClick={() => setDraft(name)}>
            <Pencil size={14} aria-hidden />
          </IconButton>
        )}
      </span>
    )
  // Only what is typed anew is trimmed: the name it has may begin or end with a space.
  const next = draft === name ? name : draft.trim()
  const problem = problemOf(next)
  const close = () => {
    rename.reset()
    flushSync(() => setDraft(undefined)) // render the pencil before focusing it, however busy the page is
    pencil.current?.focus()
  }
  const save = async () => {
    if (next !== name && !(await succeeded(rename, next))) return
    close()
    if (next !== name) onRenamed?.(next)
  }
  return (
    <InlineForm
      label="Rename"
      disabled={problem !== undefined}
      pending={rename.isPending}
      onSave={() => void save()}
      onCancel={close}
    >
      <InlineField
        label="Name"
        autoFocus
        value={draft}
        error={problem !== undefined || rename.error !== null}
        helperText={problem ?? rename.error?.message ?? (next === draft ? hint : storedName(draft))}
        onChange={(event) => {
          rename.reset()
          setDraft(event.target.value)
        }}
        slotProps={{ htmlInput: { dir: 'auto', autoComplete: 'off', spellCheck: false } }}
      />
    </InlineForm>
  )
}
