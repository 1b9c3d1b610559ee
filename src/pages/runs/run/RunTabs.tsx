import Tab from '@mui/material/Tab'
import Tabs from '@mui/material/Tabs'
import { Suspense } from 'react'
import { Link as RouterLink } from 'react-router'
import type { Run } from '#contract/runs.ts'
import { paths } from '../../../paths.ts'
import { ErrorBoundary } from '../../../ui/feedback/ErrorBoundary.tsx'
import { LoadingRows } from '../../../ui/feedback/LoadingRows.tsx'
import { RunOverview } from './RunOverview.tsx'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'

const ArtifactBrowser = onDemand(async () => (await import('../../../parts/ArtifactBrowser.tsx')).ArtifactBrowser)
const RunMetrics = onDemand(async () => (await import('../metrics/RunMetrics.tsx')).RunMetrics)
const RunModels = onDemand(async () => (await import('../models/RunModels.tsx')).RunModels)

export type RunTab = 'overview' | 'metrics' | 'artifacts' | 'models'

export function RunTabs({ runId, tab }: { runId: string; tab: RunTab }) {
  return (
    <Tabs
      value={tab}
      variant="scrollable"
      scrollButtons={false}
      aria-label="About this run"
      sx={{ borderBottom: 1, borderColor: 'divider', mb: 5 }}
    >
      <Tab label="Overview" value="overview" component={RouterLink} to={paths.run(runId)} />
      <Tab label="Metrics" value="metrics" component={RouterLink} to={paths.runMetrics(runId)} />
      <Tab label="Artifacts" value="artifacts" component={RouterLink} to={paths.runArtifacts(runId)} />
      <Tab label="Models" value="models" component={RouterLink} to={paths.runModels(runId)} />
    </Tabs>
  )
}

/** The open tab's content; an error in it leaves the rest of the page. */
export function RunTabContent({ run, tab, artifactPath }: { run: Run; tab: RunTab; artifactPath: string }) {
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
