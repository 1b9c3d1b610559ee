import { useQuery } from '@tanstack/react-query'
import { type Place, placeUri } from '#contract/model-uri.ts'
import { artifactQueries } from '../../api/artifacts.ts'
import { librariesOf } from '../../api/libraries.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { ModelPane } from '../../domain/ModelPane.tsx'

/** The MLflow model in a folder. */
export function ModelPreview({ place }: { place: Place }) {
  const model = useQuery(artifactQueries.mlmodel(place))
  // Missing or unreadable libraries leave the rest of the pane as it is.
  const libraries = useQuery({ ...librariesOf(place, false), enabled: Boolean(model.data) })
  if (model.isPending) return <LoadingRows count={6} />
  if (model.isError && !model.data)
    return (
      <ErrorNotice
        title="The MLmodel file could not be loaded"
        error={model.error}
        onRetry={() => void model.refetch()}
      />
    )
  if (!model.data) return <EmptyState title="This folder has no MLmodel file" />
  return <ModelPane model={model.data} uri={placeUri(place)} libraries={libraries.data} />
}
