import Button from '@mui/material/Button'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { ownTags, tagKeyProblem, tagValue } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import type { TagChange, TagRemoval } from '../api/writes/unchanged.ts'
import { InlineField } from '../ui/forms/InlineField.tsx'
import { InlineForm } from '../ui/forms/InlineForm.tsx'
import { storedName, storedValue } from '../ui/forms/stored-text.ts'
import { Pill, Pills } from '../ui/text/Pill.tsx'
import { sayFailed, toast } from '../ui/feedback/toast.ts'
import { type Write, succeeded } from '../ui/forms/write.ts'

type Props = { tags: readonly Tag[] | undefined; set: Write<TagChange>; remove: Write<TagRemoval> }

/** User tags: add, change and remove them. */
export function TagsEditor({ tags, set, remove }: Props) {
  const [editing, setEditing] = useState<Tag>()
  const opener = useRef<HTMLElement>(null)
  const adder = useRef<HTMLButtonElement>(null)

  const open = (tag: Tag, from: HTMLElement) => {
    opener.current = from
    set.reset()
    setEditing(tag)
  }
  const close = () => {
    setEditing(undefined)
    opener.current?.focus()
  }
  const drop = async (tag: Tag) => {
    adder.current?.focus() // the pressed button disappears with its tag
    if (!(await succeeded(remove, { key: tag.key, was: tag.value }))) return
    const undo = () => set.mutateAsync({ ...tag, was: null }).catch(sayFailed)
    toast({ text: `Tag “${tag.key}” removed.`, action: { text: 'Undo', run: () => void undo() } })
  }
  return (
    <>
      <Pills label="Tags">
        {ownTags(tags).map((tag) => (
          <Pill
            key={tag.key}
            title={`${tag.key}: ${tag.value}`}
            removeLabel={`Remove tag ${tag.key}`}
            onRemove={() => void drop(tag)}
          >
            <button
              type="button"
              aria-label={`Change tag ${tag.key} ${tag.value}`.trim()}
              onClick={(event) => open(tag, event.currentTarget)}
            >
              <TagText tag={tag} />
            </button>
          </Pill>
        ))}
        <Button
          ref={adder}
          variant="text"
          startIcon={<Plus size={14} />}
          onClick={(event) => open({ key: '', value: '' }, event.currentTarget)}
        >
          Add tag
        </Button>
      </Pills>
      {editing && <TagForm key={editing.key} tag={editing} taken={tags ?? []} set={set} onClose={close} />}
    </>
  )
}

/** A tag's accessible text: key, then value. */
function TagText({ tag: { key, value } }: { tag: Tag }) {
  return (
    <>
      <span className="key">{key}</span> {value}
    </>
  )
}

type FormProps = { tag: Tag; taken: readonly Tag[]; set: Write<TagChange>; onClose: () => void }

function TagForm({ tag, taken, set, onClose }: FormProps) {
  const [{ key: text, value }, setTag] = useState(tag)
  const isNew = tag.key === ''
  // A key that exists is used unchanged; only a new one is trimmed.
  const key = tagValue(taken, text) === undefined ? text.trim() : text
  const problem = tagKeyProblem(key)
  const now = tagValue(taken, key)
  const save = async () => {
    if (await succeeded(set, { key, value, was: now ?? null })) onClose()
  }
  return (
    <InlineForm
      label={isNew ? 'Add tag' : `Change tag ${tag.key}`}
      disabled={problem !== undefined}
      pending={set.isPending}
      onSave={() => void save()}
      onCancel={onClose}
    >
      <InlineField
        label="Key"
        value={text}
        autoFocus={isNew}
        disabled={!isNew}
        error={key !== '' && problem !== undefined}
        helperText={
          (key !== '' && problem) ||
          [key !== text && storedName(text), isNew && now !== undefined && `Replaces the value “${now}”.`]
            .filter(Boolean)
            .join(' ')
        }
        onChange={(event) => {
          if (set.error) set.reset()
          setTag({ key: event.target.value, value })
        }}
      />
      <InlineField
        label="Value"
        value={value}
        autoFocus={!isNew}
        error={set.error !== null}
        helperText={set.error?.message ?? ((!isNew && now !== tag.value && changed(now)) || storedValue(value))}
        onChange={(event) => {
          if (set.error) set.reset()
          setTag({ key: text, value: event.target.value })
        }}
      />
    </InlineForm>
  )
}

const changed = (now: string | undefined) =>
  now === undefined
    ? 'Someone else removed this tag. Saving adds it again.'
    : `Someone else set it to “${now}”. Saving replaces that value.`
