import Box from '@mui/material/Box'
import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { OWNER_TAG } from '#contract/tags.ts'
import { useDeleteModelTag, useSetModelTag } from '../../../api/models.ts'
import { InlineField } from '../../../ui/forms/InlineField.tsx'
import { InlineForm } from '../../../ui/forms/InlineForm.tsx'
import { succeeded } from '../../../ui/forms/write.ts'
import { IconButton } from '../../../ui/controls/IconButton.tsx'

/** Edits the owner of a model: a tag, because MLflow has no field for it. */
export function OwnerEditor({ name, owner }: { name: string; owner: string | undefined }) {
  const [draft, setDraft] = useState<string>()
  const isReturning = useRef(false)
  const set = useSetModelTag(name)
  const remove = useDeleteModelTag(name)
  /** The form replaced the pencil, so the focus waits for its return. */
  const takeFocus = (pencil: HTMLButtonElement | null) => {
    if (!pencil || !isReturning.current) return
    pencil.focus()
    isReturning.current = false
  }
  if (draft === undefined)
    return (
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, maxWidth: '100%', my: -1 }}>
        <bdi>{owner || '–'}</bdi>
        <IconButton ref={takeFocus} label="Change owner" onClick={() => setDraft(owner ?? '')}>
          <Pencil size={14} aria-hidden />
        </IconButton>
      </Box>
    )
  const close = () => {
    setDraft(undefined)
    set.reset()
    isReturning.current = true
  }
  const save = async () => {
    const value = draft.trim()
    const seen = { key: OWNER_TAG, was: owner ?? null }
    const done = value ? await succeeded(set, { ...seen, value }) : !owner || (await succeeded(remove, seen))
    if (done) close()
  }
  return (
    <InlineForm
      label="Change owner"
      disabled={false}
      pending={set.isPending || remove.isPending}
      onSave={() => void save()}
      onCancel={close}
    >
      <InlineField
        label="Owner"
        autoFocus
        value={draft}
        error={set.error !== null}
        helperText={set.error?.message ?? `Who to ask about this model. Stored in the tag ${OWNER_TAG}.`}
        onChange={(event) => setDraft(event.target.value)}
        slotProps={{ htmlInput: { dir: 'auto', autoComplete: 'off' } }}
      />
    </InlineForm>
  )
}
