import Stack from '@mui/material/Stack'
import type { RegisteredModel } from '#contract/models.ts'
import { OWNER_TAG, tagValue } from '#contract/tags.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { useDeleteModelTag, useSetModelTag } from '../../../api/models.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { AliasesEditor } from '../../../parts/AliasesEditor.tsx'
import { TagsEditor } from '../../../parts/TagsEditor.tsx'
import { Fact, Facts } from '../../../ui/layout/Facts.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { OwnerEditor } from './OwnerEditor.tsx'

type Props = { model: RegisteredModel; versions: readonly ModelVersion[] | undefined }

/** Facts about a model other than its description. */
export function ModelFacts({ model, versions }: Props) {
  const setTag = useSetModelTag(model.name)
  const removeTag = useDeleteModelTag(model.name)
  return (
    <Stack spacing={8}>
      <Section title="About this model">
        <Facts>
          <Fact name="Owner">
            <OwnerEditor name={model.name} owner={tagValue(model.tags, OWNER_TAG)} />
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
        <TagsEditor tags={model.tags} set={setTag} remove={removeTag} />
      </Section>
    </Stack>
  )
}
