import { useQuery } from '@tanstack/react-query'
import { placeUri } from '#contract/model-uri.ts'
import { artifactQueries } from '../../api/artifacts.ts'
import { byteText } from '../../ui/bytes.ts'
import { Fact, Facts } from '../../ui/Facts.tsx'
import type { Candidate } from './use-candidates.ts'

/** What is about to be registered, and whether it is an MLflow model. */
export function Registered({ candidate: { place, label, run_id } }: { candidate: Candidate }) {
  const listing = useQuery(artifactQueries.list(place))
  const holdsModel = listing.data?.files.some(({ path }) => path === 'MLmodel' || path.endsWith('/MLmodel')) ?? false
  const model = useQuery({ ...artifactQueries.mlmodel(place), enabled: holdsModel })
  return (
    <Facts>
      <Fact name="Registers">
        {label} <code>{placeUri(place)}</code>
      </Fact>
      {run_id && 'model_id' in place.owner && (
        <Fact name="From run">
          <code>{run_id}</code>
        </Fact>
      )}
      <Fact name="Kind">
        {listing.isPending || (holdsModel && model.isPending) ? 'Looking…' : listing.isError ? 'Not known' : kind()}
      </Fact>
      {model.data?.size !== undefined && <Fact name="Size">{byteText(model.data.size)}</Fact>}
    </Facts>
  )

  function kind(): string {
    if (model.data) {
      const flavors = model.data.flavors.map(({ name }) => name).join(', ')
      return `MLflow model (${flavors || 'no flavours'}), ${model.data.signature ? 'with' : 'without'} signature`
    }
    const what = listing.data?.files.length ? 'folder' : 'file'
    return `A plain ${what}, no MLflow model: it can be versioned and downloaded, but mlflow’s load_model cannot load it.`
  }
}
