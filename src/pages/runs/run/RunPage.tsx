import Alert from '@mui/material/Alert'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import { isUnknownRun, runQueries } from '../../../api/runs.ts'
import { paths } from '../../../paths.ts'
import { useArtifactPath, useParam } from '../../../route-params.ts'
import { ErrorNotice } from '../../../ui/feedback/ErrorNotice.tsx'
import { LoadingColumns, LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { Page } from '../../../ui/layout/Page.tsx'
import { SummarySkeleton } from '../../../ui/feedback/SummarySkeleton.tsx'
import { RunActions } from './RunActions.tsx'
import { RunMissing } from './RunMissing.tsx'
import { RunName } from './RunName.tsx'
import { RunSummary } from './RunSummary.tsx'
import { type RunTab, RunTabContent, RunTabs } from './RunTabs.tsx'

export function RunPage() {
  const runId = useParam('runId')
  const artifactPath = useArtifactPath()
  const { pathname } = useLocation()
  const { data: run, error, refetch } = useQuery(runQueries.detail(runId))
  if (isUnknownRun(error)) return <RunMissing id={runId} />
  const tab = tabOf(runId, pathname, artifactPath)
  return (
    <Page
      title={run?.info.run_name || `Run ${runId.slice(0, 8)}`}
      heading={run && <RunName key={runId} run={run} />}
      actions={run && <RunActions run={run} offersRegister={tab !== 'artifacts'} />}
    >
      {run?.info.lifecycle_stage === 'deleted' && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 4 }}>
          This run is deleted. Restore it to make changes, or to keep it from the server’s next clean-up.
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
      {run && <RunTabContent key={runId} run={run} tab={tab} artifactPath={artifactPath ?? ''} />}
    </Page>
  )
}

function tabOf(runId: string, pathname: string, artifactPath: string | undefined): RunTab {
  if (artifactPath !== undefined) return 'artifacts'
  if (pathname.startsWith(paths.runMetrics(runId))) return 'metrics'
  return pathname.startsWith(paths.runModels(runId)) ? 'models' : 'overview'
}
