import Alert from '@mui/material/Alert'
import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import type { LoggedModel } from '#contract/logged-models.ts'
import { useMay, useServerRights } from '../../api/access/access.ts'
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
import { valueIn } from '../../domain/metrics/metric-value.ts'
import { ChosenValue } from '../../parts/metrics/ChosenValue.tsx'
import { useUrlParams } from '../../url-params.ts'
import { namesIn, useModelTags } from '../../parts/metrics/use-metric-tags.ts'
import { useRegisteredFrom } from './use-registered-from.ts'
import { LoggedModelFacts } from './LoggedModelFacts.tsx'
import { loggedModelPython } from './logged-model-python.ts'
import { ArtifactBrowser } from '../../parts/artifacts/browser.ts'
import { ExperimentLink } from '../../parts/ExperimentLink.tsx'
import { RunLink } from '../../parts/RunLink.tsx'
import { Fact } from '../../ui/layout/Facts.tsx'
import { Summary } from '../../ui/layout/Summary.tsx'
import { LoggedModelStatus } from '../../domain/logged-models/LoggedModelStatus.tsx'
import { Time } from '../../ui/text/Time.tsx'

export function LoggedModelContent({ model }: { model: LoggedModel }) {
  const path = useArtifactPath() ?? ''
  const { model_id, status } = model.info
  const { edit } = useMay(model.info)
  const { register } = useServerRights()
  // The artifacts below list the same folder.
  const place = { owner: { model_id }, path: '' }
  const listing = useQuery(artifactQueries.list(place))
  const isModel = listing.data?.files.some((it) => it.path === 'MLmodel') ?? false
  const hasMetrics = (model.data?.metrics ?? []).length > 0
  const tags = useModelTags(namesIn(useRegisteredFrom(model).versions), hasMetrics)
  const choice = valueIn(useUrlParams()[0])
  const file = useQuery({ ...artifactQueries.mlmodel(place), enabled: isModel }).data ?? undefined
  return (
    <>
      <LoggedModelSummary model={model} />
      {status === 'LOGGED_MODEL_UPLOAD_FAILED' && (
        <Alert severity="error" variant="outlined" sx={{ mb: 6 }}>
          The upload failed, so some files may be missing. Log the model again from Python.
        </Alert>
      )}
      <div className="sections">
        <TwoColumns aside={<LoggedModelFacts model={model} />}>
          <div>
            {hasMetrics && <ChosenValue choice={choice} />}
            <ValueTables
              metrics={loggedMetricRows(model, tags, choice)}
              params={model.data?.params ?? []}
              none="No metrics or params logged for this model."
            />
          </div>
          <PythonSection ways={loggedModelPython(model, file, { edit, register })} />
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
      </div>
    </>
  )
}

/** A logged model's status and origin. */
function LoggedModelSummary({ model: { info } }: { model: LoggedModel }) {
  return (
    <Summary>
      <Fact name="Status">
        <LoggedModelStatus status={info.status} />
      </Fact>
      <Fact name="Created">
        <Time ms={info.creation_timestamp_ms} />
      </Fact>
      {info.model_type && (
        <Fact name="Type">
          <bdi>{info.model_type}</bdi>
        </Fact>
      )}
      <Fact name="Experiment">
        <ExperimentLink id={info.experiment_id} />
      </Fact>
      <Fact name="Source run">{info.source_run_id ? <RunLink id={info.source_run_id} /> : '–'}</Fact>
    </Summary>
  )
}
