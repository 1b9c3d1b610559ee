import Box from '@mui/material/Box'
import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import prettyBytes from 'pretty-bytes'
import { modelFilesQuery } from '../../api/health/model-files.ts'
import { registeredAt, registrationQueries } from '../../api/registrations.ts'
import { fileAdvice, fileFaults } from '../../domain/health/file-faults.ts'
import { Fact, Facts } from '../../ui/layout/Facts.tsx'
import type { Candidate } from './candidate.ts'

/** Describes what will be registered, and what is worth knowing before. */
export function Registered({ candidate }: { candidate: Candidate }) {
  const { place, label, uri, run_id } = candidate
  const { data, isError } = useQuery({ ...modelFilesQuery(place ?? nowhere), enabled: place !== undefined })
  // A plain folder is none by its kind; what else is found in it counts.
  const faults = data ? fileFaults(data).filter(({ kind: fault }) => data.model || fault !== 'not-a-model') : []
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
      <Fact name="Kind">{place && !data ? (isError ? 'Unknown' : 'Checking…') : kind()}</Fact>
      {data?.bytes !== undefined && <Fact name="Size">{prettyBytes(data.bytes)}</Fact>}
      <RegisteredAlready candidate={candidate} />
      {data && (data.model || faults.length > 0) && (
        <Fact name="Checks">
          {faults.length === 0
            ? 'Has a signature, an input example and exact versions, and no pickles.'
            : faults.map(({ kind: fault, text }) => (
                <Box key={fault} sx={{ display: 'flex', gap: 2, '& + &': { mt: 2 } }}>
                  <Box
                    component={TriangleAlert}
                    size={16}
                    aria-hidden
                    sx={{ color: 'warning.main', flexShrink: 0, mt: 0.5 }}
                  />
                  <Box sx={{ minWidth: 0 }}>
                    {text}
                    <Box sx={{ color: 'text.secondary' }}>{fileAdvice[fault]}</Box>
                  </Box>
                </Box>
              ))}
        </Fact>
      )}
    </Facts>
  )

  function kind(): string {
    if (!place) return 'Not checked: this server cannot read that location.'
    if (data?.model) return `MLflow model (${data.model.flavors.map(({ name }) => name).join(', ') || 'no flavours'})`
    const what = data?.isFolder ? 'folder' : 'file'
    return `A plain ${what}, not an MLflow model. You can version and download it, but MLflow cannot load it.`
  }
}

/** The versions that were registered from here before, if any. */
function RegisteredAlready({ candidate: { place, run_id = '' } }: { candidate: Candidate }) {
  const { data = [] } = useQuery({ ...registrationQueries.ofRun(run_id), enabled: run_id !== '' })
  const before = place ? registeredAt(data, place) : []
  if (before.length === 0) return null
  return (
    <Fact name="Registered as">
      {before.map(({ name, version }) => `${name} version ${version}`).join(', ')} already
    </Fact>
  )
}

const nowhere = { owner: { name: '', version: '' }, path: '' }
