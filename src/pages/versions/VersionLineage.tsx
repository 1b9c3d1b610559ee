import { CommitLink } from '../../domain/CommitLink.tsx'
import { factsOf } from '../../domain/runs/run-facts.ts'
import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { parseModelUri, placeOfSource } from '#contract/model-uri.ts'
import type { Run } from '#contract/runs.ts'
import { tagValue } from '#contract/tags.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { experimentQueries } from '../../api/experiments.ts'
import { isUnknownRun, runQueries } from '../../api/runs.ts'
import { ForeignRun } from '../../domain/runs/ForeignRun.tsx'
import { RepositoryLink } from '../../domain/RepositoryLink.tsx'
import { paths } from '../../paths.ts'
import { Address } from '../../ui/text/Address.tsx'
import { CopyButton } from '../../ui/controls/CopyButton.tsx'
import { Fact, Facts } from '../../ui/layout/Facts.tsx'
import { Id } from '../../ui/text/Id.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import type { FoundModel } from '../../parts/use/use-version-model.ts'

/** The origin of a version: experiment, run, data, code. */
export function VersionLineage({ version, gone }: { version: ModelVersion; gone: FoundModel['gone'] }) {
  const { source = '', run_id, run_link, model_id } = version
  const found = useQuery({ ...runQueries.detail(run_id ?? ''), enabled: Boolean(run_id) })
  const run = found.data
  const owner = placeOfSource(source, run_id, model_id)?.owner
  const original = parseModelUri(source)
  return (
    <Section title="Lineage">
      <Facts>
        {run && <ExperimentFact id={run.info.experiment_id} />}
        <Fact name="Source run">
          {!run_id && 'No source run was given at registration.'}
          {run_id && isUnknownRun(found.error) && <ForeignRun id={run_id} link={run_link} />}
          {run_id && !isUnknownRun(found.error) && <RunLink id={run_id} name={run?.info.run_name} />}
          {run?.info.lifecycle_stage === 'deleted' && ' (deleted)'}
        </Fact>
        {owner && 'model_id' in owner && (
          <Fact name="Logged model">
            <Id value={owner.model_id} what="model ID" to={paths.loggedModel(owner.model_id)} />
            {gone === 'logged model' && ' (deleted)'}
          </Fact>
        )}
        {original?.kind === 'version' && (
          <Fact name="Copied from">
            <Link component={RouterLink} to={paths.version(original)}>
              <bdi>{original.name}</bdi> version {original.version}
            </Link>
          </Fact>
        )}
        {run && <DataAndCode run={run} />}
        <Fact name="Source path">
          <Address uri={source} what="source path" />
        </Fact>
      </Facts>
    </Section>
  )
}

function ExperimentFact({ id }: { id: string }) {
  const experiment = useQuery(experimentQueries.detail(id)).data
  return (
    <Fact name="Experiment">
      <Link component={RouterLink} to={paths.runs([id])}>
        <bdi>{experiment?.name ?? id}</bdi>
      </Link>
    </Fact>
  )
}

function RunLink({ id, name }: { id: string; name: string | undefined }) {
  if (!name) return <Id value={id} what="run ID" to={paths.run(id)} />
  return (
    <>
      <Link component={RouterLink} to={paths.run(id)} title={id}>
        <bdi>{name}</bdi>
      </Link>{' '}
      <CopyButton text={id} what="run ID" />
    </>
  )
}

function DataAndCode({ run }: { run: Run }) {
  const datasets = run.inputs?.dataset_inputs ?? []
  const { source: code, commit, repository } = factsOf(run)
  return (
    <>
      {datasets.length > 0 && (
        <Fact name={datasets.length === 1 ? 'Dataset' : 'Datasets'}>
          {datasets.map(({ dataset: { name, digest }, tags }, index) => (
            // The same dataset may be logged in two contexts.
            <div key={index}>
              <bdi>{name}</bdi> <code>{digest}</code> {tagValue(tags, 'mlflow.data.context')}
            </div>
          ))}
        </Fact>
      )}
      {code && (
        <Fact name="Code">
          <Address uri={code} what="source" />
        </Fact>
      )}
      {commit && (
        <Fact name="Git commit">
          <CommitLink repository={repository} commit={commit} length={12} />
          <CopyButton text={commit} what="commit" />
        </Fact>
      )}
      {repository && (
        <Fact name="Repository">
          <RepositoryLink repository={repository} />
        </Fact>
      )}
    </>
  )
}
