import Link from '@mui/material/Link'
import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink, useParams } from 'react-router'
import { ApiError } from '#contract/errors.ts'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { ArtifactBrowser } from '../../parts/ArtifactBrowser.tsx'
import { RegisterModelButton } from '../../parts/RegisterModelButton.tsx'
import { paths } from '../../paths.ts'
import { useParam } from '../../route-params.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Page } from '../../ui/Page.tsx'
import { Section } from '../../ui/Section.tsx'
import { LoggedModelFacts } from './LoggedModelFacts.tsx'
import { LoggedModelValues } from './LoggedModelValues.tsx'

/** An MLflow 3 logged model: what is known of it, its values and its files. */
export function LoggedModelPage() {
  const modelId = useParam('modelId')
  const { '*': path = '' } = useParams()
  const model = useQuery(loggedModelQueries.detail(modelId))
  if (model.error instanceof ApiError && model.error.status === 404 && !model.data)
    return (
      <Page title="Logged model not found">
        <EmptyState title={`There is no logged model ${modelId}`}>
          It may have been deleted.{' '}
          <Link component={RouterLink} to={paths.experiments()}>
            Go to the experiments
          </Link>
        </EmptyState>
      </Page>
    )
  return (
    <Page
      title={model.data?.info.name || modelId}
      actions={<RegisterModelButton subject={{ owner: { model_id: modelId }, path: '' }} />}
    >
      {model.isPending && <LoadingRows count={6} />}
      {model.isError && !model.data && (
        <ErrorNotice title="The model could not be loaded" error={model.error} onRetry={() => void model.refetch()} />
      )}
      {model.data && (
        <>
          <LoggedModelFacts model={model.data} />
          <LoggedModelValues model={model.data} />
          <Section title="Artifacts">
            <ArtifactBrowser
              owner={{ model_id: modelId }}
              path={path}
              hrefOf={(path) => paths.loggedModelArtifacts(modelId, path)}
            />
          </Section>
        </>
      )}
    </Page>
  )
}
