import Box from '@mui/material/Box'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { ApiError } from '#contract/errors.ts'
import { useMay } from '../../api/access/access.ts'
import { experimentQueries } from '../../api/experiments.ts'
import { runQueries } from '../../api/runs.ts'
import { loggedModelQueries, useDeleteLoggedModel } from '../../api/logged-models.ts'
import { RegisterModelButton } from '../../parts/RegisterModelButton.tsx'
import { artifactPath, type Params, useParam } from '../../route-params.ts'
import { ClampedName } from '../../ui/layout/ClampedName.tsx'
import { CopyButton } from '../../ui/controls/CopyButton.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingColumns } from '../../ui/feedback/LoadingRows.tsx'
import { Heading, Page } from '../../ui/layout/Page.tsx'
import { SummarySkeleton } from '../../ui/feedback/SummarySkeleton.tsx'
import { ArtifactBrowser, askBrowser } from '../../parts/artifacts/browser.ts'
import { LoggedModelContent } from './LoggedModelContent.tsx'
import Link from '@mui/material/Link'
import { Link as RouterLink, useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import Typography from '@mui/material/Typography'
import type { LoggedModel } from '#contract/logged-models.ts'
import { ConfirmDeleteButton } from '../../ui/forms/ConfirmDeleteButton.tsx'
import { ReadNotice } from '../../ui/feedback/ReadNotice.tsx'
import { readingOf } from '../../ui/feedback/reads.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { askRegisteredFrom, useRegisteredFrom } from './use-registered-from.ts'

/** What this page asks first (routes.tsx). */
export const asks = (client: QueryClient, { modelId = '' }: Params, pathname: string) => {
  const path = artifactPath(pathname) ?? ''
  return [askOrigin(client, modelId), askBrowser(client, { model_id: modelId }, path)]
}

/** Loads the code of the artifacts beside the page (routes.tsx). */
export const loadTab = () => ArtifactBrowser.preload()

async function askOrigin(client: QueryClient, modelId: string) {
  const { info } = await client.query(loggedModelQueries.detail(modelId))
  const { source_run_id } = info
  await Promise.all([
    client.query(experimentQueries.detail(info.experiment_id)),
    source_run_id && client.query(runQueries.detail(source_run_id)),
    askRegisteredFrom(client, info),
  ])
}

/** An MLflow 3 logged model: its facts, values and files. */
export function LoggedModelPage() {
  const modelId = useParam('modelId')
  const { data: model, error, refetch } = useQuery(loggedModelQueries.detail(modelId))
  if (error instanceof ApiError && error.status === 404) return <LoggedModelMissing id={modelId} />
  const name = model?.info.name || modelId
  return (
    <Page
      title={name}
      heading={
        <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
          <Heading>
            <ClampedName name={name} />
          </Heading>
          <CopyButton text={modelId} what="model ID" />
        </Box>
      }
      actions={
        model && (
          <>
            <DeleteLoggedModelButton model={model} />
            <RegisterModelButton subject={{ owner: { model_id: modelId }, path: '' }} />
          </>
        )
      }
    >
      {error && !model && (
        <ErrorNotice title="The model could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!error && !model && (
        <>
          <SummarySkeleton names={['Status', 'Created', 'Experiment', 'Source run']} />
          <LoadingColumns />
        </>
      )}
      {model && <LoggedModelContent key={modelId} model={model} />}
    </Page>
  )
}

function LoggedModelMissing({ id }: { id: string }) {
  return (
    <Page title="Not found">
      <EmptyState title="Logged model not found">
        No logged model with ID <code>{id}</code>.{' '}
        <Link component={RouterLink} to={paths.experiments()}>
          See experiments
        </Link>
      </EmptyState>
    </Page>
  )
}

/** Deletes a logged model after asking, because MLflow's API cannot restore it. */
function DeleteLoggedModelButton({ model }: { model: LoggedModel }) {
  const { info } = model
  const may = useMay(info)
  const remove = useDeleteLoggedModel()
  const { versions, query } = useRegisteredFrom(model)
  const reading = readingOf([query])
  const navigate = useNavigate()
  if (!may.remove) return null
  return (
    <ConfirmDeleteButton
      title={`Delete logged model “${info.name}”?`}
      confirm="Delete logged model"
      reading={reading}
      remove={remove}
      input={info.model_id}
      onDeleted={() => {
        toast({ text: `Logged model “${info.name}” deleted.` })
        void navigate(info.source_run_id ? paths.runModels(info.source_run_id) : paths.runs([info.experiment_id]))
      }}
    >
      <Typography gutterBottom>
        Its metrics, params and tags disappear now; its files are deleted at the server’s next clean-up. The run that
        logged it stays. You can’t undo this.
      </Typography>
      {versions.length > 0 && (
        <Typography>
          <strong>
            {versions.length === 1 ? 'One version is' : `${versions.length} versions are`} registered from it
          </strong>
          : {versions.map(({ name, version }) => `${name} version ${version}`).join(', ')}. They stay in the registry
          but lose their files at that clean-up.
        </Typography>
      )}
      <ReadNotice what="The versions registered from it" reading={reading} />
    </ConfirmDeleteButton>
  )
}
