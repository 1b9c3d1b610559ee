import type { LoggedModel } from '#contract/logged-models.ts'
import { ownTags } from '#contract/tags.ts'
import { paths } from '../../paths.ts'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { Id } from '../../ui/Id.tsx'
import { Pill, Pills } from '../../ui/Pill.tsx'
import { Time } from '../../ui/Time.tsx'

const status = {
  LOGGED_MODEL_STATUS_UNSPECIFIED: 'Not known',
  LOGGED_MODEL_PENDING: 'Pending: its files are still being uploaded',
  LOGGED_MODEL_READY: 'Ready',
  LOGGED_MODEL_UPLOAD_FAILED: 'Upload failed',
}

export function LoggedModelFacts({ model: { info } }: { model: LoggedModel }) {
  const tags = ownTags(info.tags)
  return (
    <Facts>
      <Fact name="Status">{status[info.status ?? 'LOGGED_MODEL_STATUS_UNSPECIFIED'] ?? info.status}</Fact>
      <Fact name="Model id">
        <Id value={info.model_id} what="model id" />
      </Fact>
      <Fact name="Source run">
        {info.source_run_id ? <Id value={info.source_run_id} what="run id" to={paths.run(info.source_run_id)} /> : '–'}
      </Fact>
      <Fact name="Created">
        <Time ms={info.creation_timestamp_ms} />
      </Fact>
      {tags.length > 0 && (
        <Fact name="Tags">
          <Pills label="Tags">
            {tags.map(({ key, value }) => (
              <Pill key={key} title={`${key}: ${value}`}>
                <span className="key">{key}</span> {value}
              </Pill>
            ))}
          </Pills>
        </Fact>
      )}
    </Facts>
  )
}
