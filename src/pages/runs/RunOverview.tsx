import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import type { Run } from '#contract/runs.ts'
import { NOTE_TAG, ownTags, tagValue } from '#contract/tags.ts'
import { experimentQueries } from '../../api/experiments.ts'
import { useDeleteRunTag, useSetRunTag } from '../../api/runs.ts'
import { DescriptionEditor } from '../../parts/DescriptionEditor.tsx'
import { TagsEditor } from '../../parts/TagsEditor.tsx'
import { paths } from '../../paths.ts'
import { Fact, Facts } from '../../ui/Facts.tsx'
import { Id } from '../../ui/Id.tsx'
import { RunDuration } from '../../ui/RunDuration.tsx'
import { RunStatus } from '../../ui/RunStatus.tsx'
import { Section } from '../../ui/Section.tsx'
import { Time } from '../../ui/Time.tsx'
import { ValueTable } from '../../ui/ValueTable.tsx'
import { factsOf } from './run-facts.ts'

/** What is known of a run: facts, params and metrics, tags, note, datasets. */
export function RunOverview({ run }: { run: Run }) {
  const { info, data, inputs } = run
  const setTag = useSetRunTag(info.run_id)
  const deleteTag = useDeleteRunTag(info.run_id)
  const experiment = useQuery(experimentQueries.detail(info.experiment_id)).data
  const saveNote = { ...setTag, mutateAsync: (value: string) => setTag.mutateAsync({ key: NOTE_TAG, value }) }
  const { user, source, commit, parent, note } = factsOf(run)
  const datasets = inputs?.dataset_inputs ?? []
  return (
    <Box sx={columns}>
      <Section title="About this run">
        <Facts>
          <Fact name="Run id">
            <Id value={info.run_id} what="run id" />
          </Fact>
          <Fact name="Experiment">
            <Link component={RouterLink} to={paths.runs([info.experiment_id])}>
              {experiment?.name ?? info.experiment_id}
            </Link>
          </Fact>
          {parent && (
            <Fact name="Parent">
              <Id value={parent} what="parent run id" to={paths.run(parent)} />
            </Fact>
          )}
          <Fact name="Status">
            <RunStatus status={info.status} />
            {info.lifecycle_stage === 'deleted' && ', deleted'}
          </Fact>
          <Fact name="User">{user ?? '–'}</Fact>
          <Fact name="Started">
            <Time ms={info.start_time} />
          </Fact>
          <Fact name="Duration">
            <RunDuration run={info} />
          </Fact>
          {source && (
            <Fact name="Source">
              <code>{source}</code>
            </Fact>
          )}
          {commit && (
            <Fact name="Commit">
              <Id value={commit} what="commit" />
            </Fact>
          )}
        </Facts>
      </Section>
      <Section title="Tags">
        <TagsEditor tags={ownTags(data.tags)} set={setTag} remove={deleteTag} />
      </Section>
      <Section title="Params and metrics">
        <ValueTable
          title="Metrics"
          rows={(data.metrics ?? []).map(({ key, value }) => ({ key, value: String(value) }))}
          isNumeric
        />
        <ValueTable title="Params" rows={data.params ?? []} />
        {!data.metrics?.length && !data.params?.length && <p>This run has logged neither.</p>}
      </Section>
      <DescriptionEditor text={note} save={saveNote} hint="What this run tried, and what came of it" />
      {datasets.length > 0 && (
        <Section title="Datasets">
          <Facts>
            {datasets.map(({ dataset, tags }) => (
              <Fact key={`${dataset.name} ${dataset.digest}`} name={tagValue(tags, 'mlflow.data.context') ?? 'used'}>
                {dataset.name} <code>{dataset.digest}</code>
              </Fact>
            ))}
          </Facts>
        </Section>
      )}
    </Box>
  )
}

const columns = { display: 'grid', gridTemplateColumns: { md: '1fr 1fr' }, gap: 6, alignItems: 'start' } as const
