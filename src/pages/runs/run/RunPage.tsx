import Alert from '@mui/material/Alert'
import { type QueryClient, useQuery } from '@tanstack/react-query'
import { Link as RouterLink, useLocation } from 'react-router'
import { useMay } from '../../../api/access/access.ts'
import { askRun } from '../../../api/experiments.ts'
import { isUnknownRun, runQueries, useRenameRun } from '../../../api/runs.ts'
import { ArtifactBrowser, askBrowser } from '../../../parts/artifacts/browser.ts'
import { paths } from '../../../paths.ts'
import { artifactPath, type Params, useArtifactPath, useParam } from '../../../route-params.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingColumns, LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { PageTabs } from '../../../ui/layout/Tabs.tsx'
import { Heading, Page } from '../../../ui/layout/Page.tsx'
import { SummarySkeleton } from '../../../ui/feedback/SummarySkeleton.tsx'
import { RunActions } from './RunActions.tsx'
import { RunSummary } from './RunSummary.tsx'
import Link from '@mui/material/Link'
import { EmptyState } from '../../../ui/feedback/EmptyState.tsx'
import Box from '@mui/material/Box'
import type { Run } from '#contract/runs.ts'
import { ClampedName } from '../../../ui/layout/ClampedName.tsx'
import { CopyButton } from '../../../ui/controls/CopyButton.tsx'
import { EditableName } from '../../../ui/forms/EditableName.tsx'
import { Suspense } from 'react'
import { ErrorBoundary } from '../../../ui/feedback/ErrorBoundary.tsx'
import { RunOverview } from './RunOverview.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'

const RunMetrics = onDemand(async () => (await import('../metrics/RunMetrics.tsx')).RunMetrics)
const RunModels = onDemand(async () => (await import('../models/RunModels.tsx')).RunModels)

/** What this page asks first (routes.tsx). */
export const asks = (client: QueryClient, { runId = '' }: Params, pathname: string) => [
  askRun(client, runId),
  askBrowser(client, { run_id: runId }, artifactPath(pathname)),
]

const shownIn = { artifacts: ArtifactBrowser, metrics: RunMetrics, models: RunModels } as const

/** Loads the open tab’s code beside the page (routes.tsx). */
export function loadTab(pathname: string): Promise<void> | undefined {
  const tab = tabOf(pathname)
  return tab === 'overview' ? undefined : shownIn[tab].preload()
}

export function RunPage() {
  const runId = useParam('runId')
  const path = useArtifactPath()
  const { pathname } = useLocation()
  const { data: run, error, refetch } = useQuery(runQueries.detail(runId))
  if (isUnknownRun(error)) return <RunMissing id={runId} />
  const tab = tabOf(pathname)
  return (
    <Page
      title={run?.info.run_name || `Run ${runId.slice(0, 8)}`}
      heading={run && <RunName key={runId} run={run} />}
      actions={run && <RunActions run={run} offersRegister={tab !== 'artifacts'} />}
    >
      {run?.info.lifecycle_stage === 'deleted' && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 4 }}>
          This run is deleted. Once restored, it can be changed again and stays at the server’s next clean-up.
        </Alert>
      )}
      {run ? (
        <RunSummary run={run} />
      ) : (
        !error && <SummarySkeleton names={['Status', 'Started', 'Duration', 'User', 'Experiment']} />
      )}
      <RunTabs runId={runId} tab={tab} />
      {error && !run && (
        <ErrorNotice title="The run could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      {!error && !run && (tab === 'overview' ? <LoadingColumns /> : <LoadingRows count={8} />)}
      {run && <RunTabContent key={runId} run={run} tab={tab} artifactPath={path ?? ''} />}
    </Page>
  )
}

function tabOf(pathname: string): RunTab {
  const tab = /^\/runs\/[^/]+\/(artifacts|metrics|models)(?:\/|$)/i.exec(pathname)?.[1]
  return (tab?.toLowerCase() as RunTab | undefined) ?? 'overview' // one of those in the pattern
}

function RunMissing({ id }: { id: string }) {
  return (
    <Page title="Not found">
      <EmptyState title="Run not found">
        No run with ID <code>{id}</code> on this server.{' '}
        <Link component={RouterLink} to={paths.experiments()}>
          See experiments
        </Link>
      </EmptyState>
    </Page>
  )
}

/** A run's name with inline renaming, except for deleted runs. */
function RunName({ run: { info } }: { run: Run }) {
  const { edit } = useMay(info)
  const rename = useRenameRun(info.run_id)
  const name = info.run_name ?? ''
  const shown = (
    <>
      <Heading>
        <ClampedName name={name || `Run ${info.run_id.slice(0, 8)}`} />
      </Heading>
      <CopyButton text={info.run_id} what="run ID" />
    </>
  )
  if (info.lifecycle_stage === 'deleted')
    return <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>{shown}</Box>
  return (
    // MLflow silently ignores an empty name.
    <EditableName
      name={name}
      problemOf={(text) => (text.trim() ? undefined : 'A run needs a name.')}
      rename={edit ? rename : undefined}
    >
      {shown}
    </EditableName>
  )
}

type RunTab = 'overview' | 'metrics' | 'artifacts' | 'models'

function RunTabs({ runId, tab }: { runId: string; tab: RunTab }) {
  return (
    <PageTabs
      aria-label="About this run"
      value={tab}
      tabs={[
        { value: 'overview', label: 'Overview', to: paths.run(runId) },
        { value: 'metrics', label: 'Metrics', to: paths.runMetrics(runId) },
        { value: 'artifacts', label: 'Artifacts', to: paths.runArtifacts(runId) },
        { value: 'models', label: 'Models', to: paths.runModels(runId) },
      ]}
    />
  )
}

/** The open tab's content; an error in it leaves the rest of the page. */
function RunTabContent({ run, tab, artifactPath }: { run: Run; tab: RunTab; artifactPath: string }) {
  const { run_id } = run.info
  return (
    <ErrorBoundary key={tab} title="This part of the page could not be shown">
      <Suspense fallback={<LoadingRows count={6} />}>
        {tab === 'overview' && <RunOverview run={run} />}
        {tab === 'metrics' && <RunMetrics run={run} />}
        {tab === 'models' && <RunModels run={run} />}
        {tab === 'artifacts' && (
          <ArtifactBrowser owner={{ run_id }} path={artifactPath} hrefOf={(path) => paths.runArtifacts(run_id, path)} />
        )}
      </Suspense>
    </ErrorBoundary>
  )
}
