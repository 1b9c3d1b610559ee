import { useState } from 'react'
import { tagKeyProblem, tagValue } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import type { TagChange } from '../api/writes/unchanged.ts'
import { onePair, unpaired } from '../domain/tags/tag-pairs.ts'
import { InlineField } from '../ui/forms/InlineField.tsx'
import { InlineForm } from '../ui/forms/InlineForm.tsx'
import { storedName, storedValue } from '../ui/forms/stored-text.ts'
import { type Write, succeeded } from '../ui/forms/write.ts'

type Props = { tag: Tag; taken: readonly Tag[]; set: Write<TagChange>; onClose: () => void }

/** Adds a tag, or changes its value. */
export function TagForm({ tag, taken, set, onClose }: Props) {
  const [{ key: text, value }, setTag] = useState(tag)
  const isNew = tag.key === ''
  // A key that exists is used unchanged; only a new one is trimmed.
  const key = tagValue(taken, text) === undefined ? text.trim() : text
  const problem = tagKeyProblem(key)
  const missing = isNew ? unpaired({ key, value }) : undefined
  const now = tagValue(taken, key)
  const save = async () => {
    if (await succeeded(set, { key, value, was: now ?? null })) onClose()
  }
  return (
    <InlineForm
      label={isNew ? 'Add tag' : `Change tag ${tag.key}`}
      disabled={problem !== undefined || missing !== undefined}
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
        onPaste={(event) => {
          const pair = onePair(event.clipboardData.getData('text'))
          if (!pair) return
          event.preventDefault()
          setTag(pair)
        }}
      />
      <InlineField
        label="Value"
        value={value}
        multiline={tag.value.includes('\n')} // a field of one line would drop the breaks
        autoFocus={!isNew}
        error={set.error !== null}
        helperText={
          set.error?.message ?? missing ?? ((!isNew && now !== tag.value && changed(now)) || storedValue(value))
        }
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
