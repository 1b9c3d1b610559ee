import { useQuery } from '@tanstack/react-query'
import { BY_TAG, tagValue } from '#contract/tags.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { useMay } from '../../api/access/access.ts'
import { runQueries } from '../../api/runs.ts'
import { serverInfo } from '../../api/server-info.ts'
import { useDeleteVersionTag, useSetVersionTag } from '../../api/versions.ts'
import type { FoundModel } from '../../parts/use/use-version-model.ts'
import { AliasesEditor } from '../../parts/AliasesEditor.tsx'
import { TagsEditor } from '../../parts/TagsEditor.tsx'
import { Fact, Facts } from '../../ui/layout/Facts.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { stageMeaning } from '../../domain/stage-meaning.ts'
import { Time } from '../../ui/text/Time.tsx'
import { VersionLineage } from './VersionLineage.tsx'

const statusWords = {
  READY: 'Ready',
  PENDING_REGISTRATION: 'Pending',
  FAILED_REGISTRATION: 'Failed',
}

type Props = { id: VersionId; version: ModelVersion; /** What its files belonged to. */ gone: FoundModel['gone'] }

/** Facts about a version other than its description. */
export function VersionFacts({ id, version, gone }: Props) {
  const { edit, remove } = useMay({ model: id.name })
  const setTag = useSetVersionTag(id)
  const removeTag = useDeleteVersionTag(id)
  const stage = version.current_stage ?? 'None'
  return (
    <div className="sections">
      <Section title="About this version">
        <Facts>
          <Fact name="Stage">
            {stage} ({stageMeaning[stage]})
          </Fact>
          <Fact name="Status">{statusWords[version.status ?? 'READY'] ?? version.status}</Fact>
          <Fact name="Registered">
            <Time ms={version.creation_timestamp} />
          </Fact>
          <Fact name="Registered by">
            <By version={version} />
          </Fact>
          <Fact name="Updated">
            <Time ms={version.last_updated_timestamp} />
          </Fact>
        </Facts>
      </Section>
      {serverInfo.capabilities.aliases && (
        <Section title="Aliases">
          <AliasesEditor
            name={id.name}
            aliases={(version.aliases ?? []).map((alias) => ({ alias, version: id.version }))}
            version={id.version}
          />
        </Section>
      )}
      <Section title="Tags">
        <TagsEditor tags={version.tags} set={setTag} remove={remove ? removeTag : undefined} isReadOnly={!edit} />
      </Section>
      <VersionLineage version={version} gone={gone} />
    </div>
  )
}

function By({ version: { tags, run_id } }: { version: ModelVersion }) {
  const named = tagValue(tags, BY_TAG)
  const run = useQuery({ ...runQueries.detail(run_id ?? ''), enabled: !named && Boolean(run_id) })
  return <bdi>{named || run.data?.info.user_id || '–'}</bdi>
}
