import { useQuery } from '@tanstack/react-query'
import type { Place } from '#contract/model-uri.ts'
import { artifactQueries } from '../../api/artifacts.ts'
import { librariesOf } from '../../api/libraries.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { ModelPane } from '../../domain/ModelPane.tsx'

type Props = { place: Place; /** The URI that clients load it by. */ loadUri: string }

/** The MLflow model in a folder. */
export function ModelPreview({ place, loadUri }: Props) {
  const model = useQuery(artifactQueries.mlmodel(place))
  // Missing or unreadable libraries leave the rest of the pane as it is.
  const libraries = useQuery(librariesOf(place, false))
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
  return <ModelPane model={model.data} uri={loadUri} libraries={libraries.data} />
}
