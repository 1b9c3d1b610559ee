import Link from '@mui/material/Link'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { BY_TAG, tagValue } from '#contract/tags.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { modelQueries } from '../../api/models.ts'
import { runQueries } from '../../api/runs.ts'
import { useDeleteVersionTag, useSetVersionTag } from '../../api/versions.ts'
import { AliasesEditor } from '../../parts/AliasesEditor.tsx'
import { TagsEditor } from '../../parts/TagsEditor.tsx'
import { paths } from '../../paths.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { Id } from '../../ui/Id.tsx'
import { Section } from '../../ui/Section.tsx'
import { Time } from '../../ui/Time.tsx'

const statusWords = {
  READY: 'Ready',
  PENDING_REGISTRATION: 'Pending',
  FAILED_REGISTRATION: 'Failed',
}

/** What is known of a version besides its text. */
export function VersionFacts({ id, version }: { id: VersionId; version: ModelVersion }) {
  const model = useQuery(modelQueries.detail(id.name))
  const setTag = useSetVersionTag(id)
  const removeTag = useDeleteVersionTag(id)
  const modelId = version.model_id || /^models:\/(m-[^/]+)/.exec(version.source ?? '')?.[1]
  return (
    <Stack spacing={8}>
      <Section title="About this version">
        <Facts>
          <Fact name="Status">{statusWords[version.status ?? 'READY'] ?? version.status}</Fact>
          <Fact name="Registered">
            <Time ms={version.creation_timestamp} />
          </Fact>
          <Fact name="By">
            <By version={version} />
          </Fact>
          <Fact name="Updated">
            <Time ms={version.last_updated_timestamp} />
          </Fact>
          <Fact name="Source run">{version.run_id ? <SourceRun runId={version.run_id} /> : '–'}</Fact>
          {modelId && (
            <Fact name="Logged model">
              <Id value={modelId} what="model id" to={paths.loggedModel(modelId)} />
            </Fact>
          )}
          <Fact name="Source path">
            <Typography component="code" sx={{ fontSize: 'caption.fontSize' }}>
              {version.source}
            </Typography>{' '}
            <CopyButton text={version.source ?? ''} what="source path" />
          </Fact>
        </Facts>
      </Section>
      <Section title="Aliases">
        <AliasesEditor
          name={id.name}
          // The model tells which version each alias is on; until it is there, the version knows its own.
          aliases={model.data?.aliases ?? (version.aliases ?? []).map((alias) => ({ alias, version: id.version }))}
          version={id.version}
        />
      </Section>
      <Section title="Tags">
        <TagsEditor tags={version.tags} set={setTag} remove={removeTag} />
      </Section>
    </Stack>
  )
}

function By({ version: { tags, run_id } }: { version: ModelVersion }) {
  const named = tagValue(tags, BY_TAG)
  const run = useQuery({ ...runQueries.detail(run_id ?? ''), enabled: !named && Boolean(run_id) })
  return <bdi>{named || run.data?.info.user_id || '–'}</bdi>
}

function SourceRun({ runId }: { runId: string }) {
  const run = useQuery(runQueries.detail(runId))
  const name = run.data?.info.run_name
  if (!name) return <Id value={runId} what="run id" to={paths.run(runId)} />
  return (
    <>
      <Link component={RouterLink} to={paths.run(runId)} title={runId}>
        <bdi>{name}</bdi>
      </Link>{' '}
      <CopyButton text={runId} what="run id" />
    </>
  )
}
