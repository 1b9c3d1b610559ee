import { useQuery } from '@tanstack/react-query'
import prettyBytes from 'pretty-bytes'
import { artifactQueries } from '../../api/artifacts.ts'
import { Fact, Facts } from '../../ui/layout/Facts.tsx'
import type { Candidate } from './candidate.ts'

/** Describes what will be registered, and whether it is an MLflow model. */
export function Registered({ candidate: { place, label, uri, run_id } }: { candidate: Candidate }) {
  const files = place ?? nowhere
  const listing = useQuery({ ...artifactQueries.list(files), staleTime: 60_000, enabled: place !== undefined })
  const holdsModel = listing.data?.files.some(({ path }) => path === 'MLmodel' || path.endsWith('/MLmodel')) ?? false
  const model = useQuery({ ...artifactQueries.mlmodel(files), enabled: holdsModel })
  return (
    <Facts>
      <Fact name="Model">
        {label} <code>{uri}</code>
      </Fact>
      {run_id && (!place || !('run_id' in place.owner)) && (
        <Fact name="From run">
          <code>{run_id}</code>
        </Fact>
      )}
      <Fact name="Kind">
        {(place && listing.isPending) || (holdsModel && model.isPending)
          ? 'Checking…'
          : listing.isError
            ? 'Unknown'
            : kind()}
      </Fact>
      {model.data?.size !== undefined && <Fact name="Size">{prettyBytes(model.data.size)}</Fact>}
    </Facts>
  )

  function kind(): string {
    if (!place) return 'Not checked: this server cannot read that location.'
    if (model.data) {
      const flavors = model.data.flavors.map(({ name }) => name).join(', ')
      return `MLflow model (${flavors || 'no flavours'}), ${model.data.signature ? 'with' : 'without'} signature`
    }
    const what = listing.data?.files.length ? 'folder' : 'file'
    return `A plain ${what}, not an MLflow model. You can version and download it, but MLflow cannot load it.`
  }
}

const nowhere = { owner: { name: '', version: '' }, path: '' }
