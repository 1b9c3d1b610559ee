import type { RegisteredModel } from '#contract/models.ts'
import { OWNER_TAG, tagValue } from '#contract/tags.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { useMay } from '../../../api/access/access.ts'
import { useDeleteModelTag, useSetModelTag } from '../../../api/models.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { AliasesEditor } from '../../../parts/AliasesEditor.tsx'
import { TagsEditor } from '../../../parts/TagsEditor.tsx'
import { Fact, Facts } from '../../../ui/layout/Facts.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import Box from '@mui/material/Box'
import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { InlineField } from '../../../ui/forms/InlineField.tsx'
import { InlineForm } from '../../../ui/forms/InlineForm.tsx'
import { succeeded } from '../../../ui/forms/write.ts'
import { IconButton } from '../../../ui/controls/IconButton.tsx'

type Props = { model: RegisteredModel; versions: readonly ModelVersion[] | undefined }

/** Facts about a model other than its description. */
export function ModelFacts({ model, versions }: Props) {
  const { edit } = useMay({ model: model.name })
  const setTag = useSetModelTag(model.name)
  const removeTag = useDeleteModelTag(model.name)
  return (
    <div className="sections">
      <Section title="About this model">
        <Facts>
          <Fact name="Owner">
            <OwnerEditor name={model.name} owner={tagValue(model.tags, OWNER_TAG)} isReadOnly={!edit} />
          </Fact>
          <Fact name="Created">
            <Time ms={model.creation_timestamp} />
          </Fact>
          <Fact name="Updated">
            <Time ms={model.last_updated_timestamp} />
          </Fact>
        </Facts>
      </Section>
      {serverInfo.capabilities.aliases && (
        <Section title="Aliases">
          <AliasesEditor
            name={model.name}
            aliases={model.aliases ?? []}
            versions={(versions ?? []).map(({ version }) => version)}
          />
        </Section>
      )}
      <Section title="Tags">
        <TagsEditor tags={model.tags} set={setTag} remove={removeTag} isReadOnly={!edit} />
      </Section>
    </div>
  )
}

type OwnerProps = { name: string; owner: string | undefined; isReadOnly: boolean }

/** Edits the owner of a model: a tag, because MLflow has no field for it. */
function OwnerEditor({ name, owner, isReadOnly }: OwnerProps) {
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
        {!isReadOnly && (
          <IconButton ref={takeFocus} label="Change owner" onClick={() => setDraft(owner ?? '')}>
            <Pencil size={14} aria-hidden />
          </IconButton>
        )}
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
