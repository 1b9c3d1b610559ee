import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { Suspense } from 'react'
import type { Run } from '#contract/runs.ts'
import { useMay, useServerRights } from '../../../api/access/access.ts'
import { RegisterModelButton } from '../../../parts/RegisterModelButton.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { LoggedModelStatus } from '../../../domain/logged-models/LoggedModelStatus.tsx'
import { Section } from '../../../ui/layout/Section.tsx'
import { Time } from '../../../ui/text/Time.tsx'
import { VersionLinks } from '../../../domain/VersionLinks.tsx'
import { RunModelFailures } from './RunModelFailures.tsx'
import { RunModelLink } from './RunModelLink.tsx'
import { RunModelVersions } from './RunModelVersions.tsx'
import { modelKey, type RunModel, useRunModels } from './use-run-models.ts'
import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from 'react-router'
import { loggedModelQueries } from '../../../api/logged-models.ts'
import { paths } from '../../../paths.ts'
import { Fact, Facts } from '../../../ui/layout/Facts.tsx'
import { Id } from '../../../ui/text/Id.tsx'

const SameFiles = onDemand(async () => (await import('./SameFiles.tsx')).SameFiles)

/** The models a run logged or used, and the versions registered from it. */
export function RunModels({ run }: { run: Run }) {
  const { models, others, isPending, failures } = useRunModels(run)
  const { edit } = useMay(run.info)
  const { register } = useServerRights()
  const isActive = run.info.lifecycle_stage === 'active'
  return (
    <div className="sections">
      {isPending && <LoadingRows count={3} />}
      <RunModelFailures failures={failures} />
      {!isPending && failures.length === 0 && models.length === 0 && (
        <EmptyState title="No models logged">
          {edit && (
            <>
              Log one from Python, <code>mlflow.sklearn.log_model(model, name=&quot;model&quot;)</code>.{' '}
            </>
          )}
          {register && 'You can register any folder or file of the run: select it under Artifacts.'}
        </EmptyState>
      )}
      {models.length > 0 && (
        <Section title="Logged models">
          {models.map((model) => (
            <ModelRow key={modelKey(model)} model={model} canRegister={isActive} />
          ))}
        </Section>
      )}
      {others.length > 0 && (
        <Section title={models.length > 0 ? 'Registered from other artifacts' : 'Registered versions'}>
          <VersionLinks versions={others} />
        </Section>
      )}
      {models.length > 0 && (
        <Suspense fallback={null}>
          <SameFiles runId={run.info.run_id} />
        </Suspense>
      )}
      <ModelInputs ids={run.inputs?.model_inputs?.map(({ model_id }) => model_id) ?? []} />
    </div>
  )
}

function ModelRow({ model, canRegister }: { model: RunModel; canRegister: boolean }) {
  const { place, logged, versions } = model
  return (
    <Box sx={row}>
      <Box sx={{ minWidth: 0 }}>
        <RunModelLink model={model} />
        <Typography variant="caption" color="textSecondary" component="p">
          {logged ? <code>{logged.info.model_id}</code> : 'Artifact folder'}
        </Typography>
        {logged && logged.info.status !== 'LOGGED_MODEL_READY' && <LoggedModelStatus status={logged.info.status} />}
      </Box>
      <Typography variant="body2" color="textSecondary" component="div">
        {logged?.info.model_type && <bdi>{logged.info.model_type}, </bdi>}
        <Time ms={logged?.info.creation_timestamp_ms} />
      </Typography>
      <RunModelVersions versions={versions} />
      {canRegister && <RegisterModelButton subject={place} />}
    </Box>
  )
}

const row = {
  display: 'grid',
  gridTemplateColumns: { md: 'minmax(0, 3fr) minmax(0, 2fr) minmax(0, 4fr) auto' },
  columnGap: 6,
  rowGap: 1,
  alignItems: 'center',
  justifyItems: 'start',
  py: 2,
  borderTop: 1,
  borderColor: 'divider',
  typography: 'body2',
} as const

/** The logged models a run used, to evaluate them or to continue from them. */
function ModelInputs({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null
  return (
    <Section title="Models used">
      <Facts>
        {[...new Set(ids)].map((id) => (
          <ModelInput key={id} id={id} />
        ))}
      </Facts>
    </Section>
  )
}

/** Shows the name once loaded; a deleted model shows its id. */
function ModelInput({ id }: { id: string }) {
  const model = useQuery(loggedModelQueries.detail(id)).data
  return (
    <Fact name="Logged model">
      {model && (
        <Link component={RouterLink} to={paths.loggedModel(id)}>
          <bdi>{model.info.name}</bdi>
        </Link>
      )}{' '}
      <Id value={id} what="model ID" to={paths.loggedModel(id)} />
    </Fact>
  )
}
