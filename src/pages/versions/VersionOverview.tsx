import { summaryFor } from '../../domain/metrics/metric-value.ts'
import { ChosenValue } from '../../parts/metrics/ChosenValue.tsx'
import { useChosenRun } from '../../parts/metrics/use-chosen-runs.ts'
import { explained } from '../../domain/metric-meaning.ts'
import Alert from '@mui/material/Alert'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { useMay } from '../../api/access/access.ts'
import { descriptionLimit } from '../../api/server-info.ts'
import { useUpdateVersion } from '../../api/versions.ts'
import { DescriptionEditor } from '../../parts/DescriptionEditor.tsx'
import { TwoColumns } from '../../ui/layout/TwoColumns.tsx'
import { VersionFacts } from './VersionFacts.tsx'
import Link from '@mui/material/Link'
import Typography from '@mui/material/Typography'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { useInterest } from '../../parts/metrics/use-meanings.ts'
import { useModelTags } from '../../parts/metrics/use-metric-tags.ts'
import { isUnknownRun, runQueries } from '../../api/runs.ts'
import { ForeignRun } from '../../domain/runs/ForeignRun.tsx'
import { paths } from '../../paths.ts'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows, LoadingSection } from '../../ui/feedback/LoadingRows.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { ModelPane } from '../../domain/ModelPane.tsx'
import { ValueTable } from '../../ui/table/ValueTable.tsx'
import { type FoundModel, useVersionModel } from '../../parts/use/use-version-model.ts'
import { onDemand } from '../../ui/feedback/on-demand.tsx'
import { Suspense } from 'react'

/** What the overview loads besides: beside what reads the version's model. */
export const UseModel = onDemand(async () => (await import('../../parts/use/UseModel.tsx')).UseModel)

/** Widths of what stands for how to use a version while its code is on its way. */
const USE_LINES = ['60%', '80%', '70%']

type Props = { id: VersionId; version: ModelVersion }

export function VersionOverview({ id, version }: Props) {
  const { edit } = useMay({ model: id.name })
  const save = useUpdateVersion(id)
  const found = useVersionModel(version)
  return (
    <>
      <Registration version={version} />
      <TwoColumns aside={<VersionFacts id={id} version={version} gone={found.gone} />}>
        <DescriptionEditor
          text={version.description}
          save={edit ? save : undefined}
          most={descriptionLimit}
          isCard
          hint="No description yet. Say what changed and what to know before using it."
        />
        {version.run_id && <SourceRunValues name={id.name} runId={version.run_id} runLink={version.run_link} />}
        <Suspense fallback={<LoadingSection lines={USE_LINES} />}>
          <UseModel version={version} />
        </Suspense>
        <VersionModel version={version} found={found} />
      </TwoColumns>
    </>
  )
}

function Registration({ version: { status, status_message } }: { version: ModelVersion }) {
  if (status === 'PENDING_REGISTRATION')
    return (
      <Alert severity="info" role="status" sx={{ mb: 6 }}>
        This version is still being registered. This page updates automatically.
      </Alert>
    )
  if (status === 'FAILED_REGISTRATION')
    return (
      <Alert severity="error" role="status" sx={{ mb: 6, overflowWrap: 'anywhere' }}>
        Registration failed{status_message ? `: ${status_message}` : '. The server gave no reason.'}
      </Alert>
    )
  return null
}

type SourceRun = { name: string; runId: string; runLink: string | undefined }

/** The metrics and params of the source run, as the model `name` explains them. */
function SourceRunValues({ name, runId, runLink }: SourceRun) {
  const run = useQuery(runQueries.detail(runId))
  const isForeign = isUnknownRun(run.error)
  const logged = run.data?.data.metrics ?? []
  const { isAsked, interest } = useInterest()
  const tags = useModelTags([name], isAsked && logged.length > 0)
  const chosen = useChosenRun(run.data, tags)
  const { choice } = chosen
  const metrics = (chosen.run?.data.metrics ?? []).map(({ key, value }) => ({
    key,
    value: String(value),
    ...(choice !== 'last' && { note: summaryFor(choice, key, tags) ? choice : 'last' }),
    ...explained(key, tags),
  }))
  const params = run.data?.data.params ?? []
  const link = !isForeign && (
    <Link component={RouterLink} to={paths.run(runId)} variant="body2">
      Open run
    </Link>
  )
  return (
    <div {...interest}>
      <Section title="From the source run" actions={link}>
        {run.isPending && <LoadingRows count={3} />}
        {isForeign && (
          <Typography color="textSecondary">
            Its metrics and params are not on this server: <ForeignRun id={runId} link={runLink} />
          </Typography>
        )}
        {run.isError && !run.data && !isForeign && (
          <ErrorNotice
            title="The source run could not be loaded"
            error={run.error}
            onRetry={() => void run.refetch()}
          />
        )}
        {logged.length > 0 && <ChosenValue {...chosen} />}
        {run.data && logged.length + params.length === 0 && (
          <Typography color="textSecondary">No metrics or parameters logged.</Typography>
        )}
        <div className="beside">
          <ValueTable title="Metrics" rows={metrics} isNumeric />
          <ValueTable title="Parameters" rows={params} />
        </div>
      </Section>
    </div>
  )
}

/** The inputs, outputs and dependencies of the version's model, from its MLmodel file. */
function VersionModel({ version, found }: { version: ModelVersion; found: FoundModel }) {
  const { model, libraries, gone, outOfReach, error, retry, isNoModel, isPending } = found
  if (model)
    return (
      <div className="sections">
        {gone && (
          <Alert severity="info" variant="outlined">
            The {gone} of this version was deleted. Its files are still here, and MLflow still loads it.
          </Alert>
        )}
        <ModelPane model={model} libraries={libraries} />
      </div>
    )
  return (
    <Section title="Model">
      {gone && <Typography color="textSecondary">The {gone} of this version was deleted.</Typography>}
      {error && <ErrorNotice title="The MLmodel file could not be loaded" error={error} onRetry={retry} />}
      {outOfReach && (
        <Typography color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          Signature and libraries unknown. {outOfReach}
        </Typography>
      )}
      {isNoModel && (
        <Typography color="textSecondary">
          It has no MLmodel file among its{' '}
          <Link component={RouterLink} underline="always" to={paths.versionArtifacts(version)}>
            artifacts
          </Link>
          . You can download it, but MLflow cannot load it as a model.
        </Typography>
      )}
      {isPending && <LoadingRows count={5} />}
    </Section>
  )
}
