import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Link as RouterLink, useLocation, useParams } from 'react-router'
import { ApiError } from '#contract/errors.ts'
import { experimentQueries } from '../../api/experiments.ts'
import { runQueries } from '../../api/runs.ts'
import { RegisterModelButton } from '../../parts/RegisterModelButton.tsx'
import { paths } from '../../paths.ts'
import { useParam } from '../../route-params.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/LoadingRows.tsx'
import { Page } from '../../ui/Page.tsx'
import { RunModels } from './RunModels.tsx'
import { RunOverview } from './RunOverview.tsx'

const ArtifactBrowser = lazy(async () => ({
  default: (await import('../../parts/ArtifactBrowser.tsx')).ArtifactBrowser,
}))

const RunMetrics = lazy(async () => ({ default: (await import('./metrics/RunMetrics.tsx')).RunMetrics }))

export function RunPage() {
  const runId = useParam('runId')
  const artifactPath = useParams()['*']
  const last = useLocation().pathname.split('/').filter(Boolean).at(-1)
  const { data: run, error, refetch } = useQuery(runQueries.detail(runId))
  // The breadcrumb names the experiment from this. A link straight to an artifact does without: it has enough to ask.
  useQuery({
    ...experimentQueries.detail(run?.info.experiment_id ?? ''),
    enabled: run !== undefined && artifactPath === undefined,
  })
  if (error instanceof ApiError && error.code === 'RESOURCE_DOES_NOT_EXIST')
    return (
      <Page title="Not found">
        <EmptyState title="There is no such run">{error.message}</EmptyState>
      </Page>
    )
  const tab = artifactPath !== undefined ? 'artifacts' : last === 'models' || last === 'metrics' ? last : 'overview'
  return (
    <Page
      title={run?.info.run_name || `Run ${runId.slice(0, 8)}`}
      // In the artifacts tab what is selected has a button of its own.
      actions={run && tab !== 'artifacts' && <RegisterModelButton subject={{ run_id: runId }} />}
    >
      <Tabs value={tab} aria-label="About this run" sx={{ borderBottom: 1, borderColor: 'divider', mb: 5 }}>
        <Tab label="Overview" value="overview" component={RouterLink} to={paths.run(runId)} />
        <Tab label="Metrics" value="metrics" component={RouterLink} to={paths.runMetrics(runId)} />
        <Tab label="Artifacts" value="artifacts" component={RouterLink} to={paths.runArtifacts(runId)} />
        <Tab label="Models" value="models" component={RouterLink} to={paths.runModels(runId)} />
      </Tabs>
      {error && !run && (
        <ErrorNotice title="The run could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!error && !run && <LoadingRows count={8} />}
      {run && tab === 'overview' && <RunOverview run={run} />}
      {run && tab === 'metrics' && (
        <Suspense fallback={<LoadingRows count={6} />}>
          <RunMetrics run={run} />
        </Suspense>
      )}
      {run && tab === 'models' && <RunModels runId={runId} />}
      {run && tab === 'artifacts' && (
        <Suspense fallback={<LoadingRows count={6} />}>
          <ArtifactBrowser
            owner={{ run_id: runId }}
            path={artifactPath ?? ''}
            hrefOf={(path) => paths.runArtifacts(runId, path)}
          />
        </Suspense>
      )}
    </Page>
  )
}
