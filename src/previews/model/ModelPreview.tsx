import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import { useQuery } from '@tanstack/react-query'
import { below, type Place, placeUri } from '#contract/model-uri.ts'
import { artifactQueries, firstPart } from '../../api/artifacts.ts'
import { EmptyState } from '../../ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { ModelPane } from '../../domain/ModelPane.tsx'
import { textOf } from '../text-of.ts'

/** The MLflow model in a folder. */
export function ModelPreview({ place }: { place: Place }) {
  const model = useQuery(artifactQueries.mlmodel(place))
  const file = { ...place, path: below(place.path, 'requirements.txt') }
  const listing = useQuery(artifactQueries.list(place))
  const hasRequirements = listing.data?.files.some(({ path }) => path === file.path) ?? false
  // Missing or unreadable requirements leave the rest of the pane as it is.
  const requirements = useQuery({ ...artifactQueries.content(file, firstPart), enabled: hasRequirements })
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
  // Of a file that is no MLmodel nothing can be said but what is wrong with it.
  if (model.data.flavors.length === 0 && !model.data.signature)
    return (
      <Alert severity="warning" variant="outlined" sx={{ overflowWrap: 'anywhere' }}>
        <AlertTitle>This MLmodel file tells nothing of a model</AlertTitle>
        {model.data.problems.join(' ')}
      </Alert>
    )
  return (
    <ModelPane model={model.data} uri={placeUri(place)} requirements={requirements.data && textOf(requirements.data)} />
  )
}
