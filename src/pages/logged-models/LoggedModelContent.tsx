import Alert from '@mui/material/Alert'
import Stack from '@mui/material/Stack'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import type { LoggedModel } from '#contract/logged-models.ts'
import { artifactQueries } from '../../api/artifacts.ts'
import { paths } from '../../paths.ts'
import { useArtifactPath } from '../../route-params.ts'
import { TwoColumns } from '../../ui/layout/TwoColumns.tsx'
import { ErrorBoundary } from '../../ui/feedback/ErrorBoundary.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { PythonSection } from '../../ui/layout/PythonSection.tsx'
import { Section } from '../../ui/layout/Section.tsx'
import { ValueTables } from '../../ui/table/ValueTables.tsx'
import { loggedMetricRows } from './logged-metric-rows.ts'
import { loggedModelPython } from './logged-model-python.ts'
import { LoggedModelFacts } from './LoggedModelFacts.tsx'
import { LoggedModelSummary } from './LoggedModelSummary.tsx'
import { onDemand } from '../../ui/feedback/on-demand.tsx'

const ArtifactBrowser = onDemand(async () => (await import('../../parts/ArtifactBrowser.tsx')).ArtifactBrowser)

export function LoggedModelContent({ model }: { model: LoggedModel }) {
  const path = useArtifactPath() ?? ''
  const { model_id, status } = model.info
  // The artifacts below list the same folder.
  const place = { owner: { model_id }, path: '' }
  const listing = useQuery(artifactQueries.list(place))
  const isModel = listing.data?.files.some((it) => it.path === 'MLmodel') ?? false
  const file = useQuery({ ...artifactQueries.mlmodel(place), enabled: isModel }).data ?? undefined
  return (
    <>
      <LoggedModelSummary model={model} />
      {status === 'LOGGED_MODEL_UPLOAD_FAILED' && (
        <Alert severity="error" variant="outlined" sx={{ mb: 6 }}>
          The upload failed, so some files may be missing. Log the model again from Python.
        </Alert>
      )}
      <Stack spacing={8}>
        <TwoColumns aside={<LoggedModelFacts model={model} />}>
          <ValueTables
            metrics={loggedMetricRows(model)}
            params={model.data?.params ?? []}
            none="No metrics or params logged for this model."
          />
          <PythonSection ways={loggedModelPython(model, file)} />
        </TwoColumns>
        <Section title="Artifacts">
          <ErrorBoundary title="The artifacts could not be shown">
            <Suspense fallback={<LoadingRows count={6} />}>
              <ArtifactBrowser
                owner={{ model_id }}
                path={path}
                hrefOf={(path) => paths.loggedModelArtifacts(model_id, path)}
              />
            </Suspense>
          </ErrorBoundary>
        </Section>
      </Stack>
    </>
  )
}
