import Button from '@mui/material/Button'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { ownTags } from '#contract/tags.ts'
import type { Tag } from '#contract/values.ts'
import type { TagChange, TagRemoval } from '../api/writes/unchanged.ts'
import { onDemand } from '../ui/feedback/on-demand.tsx'
import { TagPills } from '../domain/tags/TagPills.tsx'
import { withoutSecrets } from '../text/without-secrets.ts'
import { Pill, Pills } from '../ui/text/Pill.tsx'
import { sayFailed, toast } from '../ui/feedback/toast.ts'
import { type Write, succeeded } from '../ui/forms/write.ts'

const TagForm = onDemand(async () => (await import('./TagForm.tsx')).TagForm)

type Props = {
  tags: readonly Tag[] | undefined
  set: Write<TagChange>
  /** Omit it where tags can only be set. */
  remove: Write<TagRemoval> | undefined
  isReadOnly: boolean
}

/** User tags: add, change and remove them. */
export const TagsEditor = ({ isReadOnly, ...props }: Props) =>
  isReadOnly ? <TagPills tags={props.tags} /> : <EditableTags {...props} />

function EditableTags({ tags, set, remove }: Omit<Props, 'isReadOnly'>) {
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
    if (!remove || !(await succeeded(remove, { key: tag.key, was: tag.value }))) return
    const undo = () => set.mutateAsync({ ...tag, was: null }).catch(sayFailed)
    toast({ text: `Tag “${tag.key}” removed.`, action: { text: 'Undo', run: () => void undo() } })
  }
  return (
    <>
      <Pills label="Tags">
        {shownTags(tags).map(({ tag, shown }) => (
          <Pill
            key={tag.key}
            title={`${tag.key}: ${shown}`}
            removeLabel={`Remove tag ${tag.key}`}
            {...(remove && { onRemove: () => void drop(tag) })}
          >
            <button
              type="button"
              aria-label={`Change tag ${tag.key} ${shown}`.trim()}
              onClick={(event) => open(tag, event.currentTarget)}
            >
              <span className="key">{tag.key}</span> {shown}
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

/** User tags; addresses in their values are shown without secrets. */
const shownTags = (tags: readonly Tag[] | undefined) =>
  ownTags(tags).map((tag) => ({ tag, shown: withoutSecrets(tag.value) }))
