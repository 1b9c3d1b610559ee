import type { LoggedModel } from '#contract/logged-models.ts'
import { useMay } from '../../api/access/access.ts'
import { useDeleteLoggedModelTag, useSetLoggedModelTag } from '../../api/logged-models.ts'
import { TagsEditor } from '../../parts/TagsEditor.tsx'
import { Fact, Facts } from '../../ui/layout/Facts.tsx'
import { Id } from '../../ui/text/Id.tsx'
import { LocationFact } from '../../ui/layout/LocationFact.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { Time } from '../../ui/text/Time.tsx'
import Typography from '@mui/material/Typography'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { VersionLinks } from '../../domain/VersionLinks.tsx'
import { useRegisteredFrom } from './use-registered-from.ts'

/** Facts about a logged model other than its values. */
export function LoggedModelFacts({ model }: { model: LoggedModel }) {
  const { info } = model
  const { edit } = useMay(info)
  const setTag = useSetLoggedModelTag(info.model_id)
  const removeTag = useDeleteLoggedModelTag(info.model_id)
  return (
    <div className="sections">
      <RegisteredAs model={model} />
      <Section title="Tags">
        <TagsEditor tags={info.tags} set={setTag} remove={removeTag} isReadOnly={!edit} />
      </Section>
      <Section title="About this model">
        <Facts>
          <Fact name="Model ID">
            <Id value={info.model_id} what="model ID" />
          </Fact>
          <Fact name="Updated">
            <Time ms={info.last_updated_timestamp_ms} />
          </Fact>
          <LocationFact uri={info.artifact_uri} />
        </Facts>
      </Section>
    </div>
  )
}

/** The versions registered from a logged model. */
function RegisteredAs({ model }: { model: LoggedModel }) {
  const { versions, query } = useRegisteredFrom(model)
  return (
    <Section title="Registered versions">
      {query.isPending && <LoadingRows count={1} />}
      {query.isError && !query.data && (
        <ErrorNotice
          title="The registered versions could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && versions.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          Not registered yet.
        </Typography>
      )}
      <VersionLinks versions={versions} />
    </Section>
  )
}
