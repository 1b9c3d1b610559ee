import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ErrorNotice } from '../../ui/feedback/ErrorNotice.tsx'
import { WriteButton } from '../../ui/forms/WriteButton.tsx'
import { CloseButton, WriteDialog } from '../../ui/forms/WriteDialog.tsx'
import { type Candidate, ofModel, ofRun, ofStorage, uriProblem } from './candidate.ts'
import { RegisterFields } from './RegisterFields.tsx'
import { ApiError } from '#contract/errors.ts'
import { formatModelUri, type ModelUri, parseModelUri } from '#contract/model-uri.ts'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { roots } from '../../api/query-keys.ts'
import { runQueries } from '../../api/runs.ts'
import { versionQueries } from '../../api/versions.ts'

/** Registers a model by URI: asks for the URI, then for the name. */
export function RegisterByUriDialog({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const [isBack, setBack] = useState(false)
  const found = useQuery(candidateOfUri(asked))
  const uri = typed.trim()
  const problem = uri === '' ? undefined : uriProblem(uri)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (problem !== undefined || uri === '' || found.isFetching) return
    setBack(false)
    if (uri === asked) void found.refetch()
    setAsked(uri)
  }
  const isLocal = /^(file:|\/)/.test(uri)
  return (
    <WriteDialog onClose={onClose} aria-labelledby="register-by-uri">
      <DialogTitle id="register-by-uri">Register by URI</DialogTitle>
      {found.data && !isBack ? (
        <RegisterFields key={asked} candidates={[found.data]} onBack={() => setBack(true)} onClose={onClose} />
      ) : (
        <form onSubmit={submit} noValidate>
          <DialogContent dividers>
            <TextField
              label="Model URI"
              fullWidth
              autoFocus
              value={typed}
              placeholder="runs:/<run id>/model"
              onChange={(event) => setTyped(event.target.value)}
              error={problem !== undefined}
              helperText={
                problem ??
                (isLocal
                  ? 'A path on the server’s machine, inside a folder its operator allowed.'
                  : 'runs:/…, models:/… (copied), mlflow-artifacts:/…, s3://…, gs://…, abfss://…, dbfs:/…, hdfs://…, file://…')
              }
              slotProps={{ htmlInput: { autoComplete: 'off', spellCheck: false, autoCapitalize: 'off' } }}
            />
            {found.isError && uri === asked && <ErrorNotice title="Nothing found at this URI" error={found.error} />}
          </DialogContent>
          <DialogActions>
            <CloseButton />
            <WriteButton
              type="submit"
              variant="contained"
              disabled={uri === '' || problem !== undefined}
              pending={found.isFetching}
            >
              Continue
            </WriteButton>
          </DialogActions>
        </form>
      )}
    </WriteDialog>
  )
}

/** Resolves a URI as MLflow's own client does before registering. */
const candidateOfUri = (text: string) =>
  queryOptions({
    queryKey: [...roots.candidates, text],
    queryFn: ({ client }) => {
      const uri = parseModelUri(text)
      if (!uri) throw new ApiError('INVALID_PARAMETER_VALUE', uriProblem(text) ?? '')
      return resolve(uri, client)
    },
    enabled: text !== '',
    staleTime: 0,
  })

async function resolve(uri: ModelUri, client: QueryClient): Promise<Candidate> {
  switch (uri.kind) {
    case 'run': {
      const run = await client.query(runQueries.detail(uri.run_id))
      // A 3.x client stores models outside the run's artifacts; the URI means the newest of that name.
      const models = await client.query(loggedModelQueries.ofRun(uri.run_id))
      const model = models.findLast(({ info }) => info.name === uri.path)
      return model ? ofModel(model, '') : ofRun(run, uri.path)
    }
    case 'logged-model':
      return ofModel(await client.query(loggedModelQueries.detail(uri.model_id)), uri.path)
    case 'proxied':
    case 'storage':
      return ofStorage(formatModelUri(uri))
    default: {
      const { name, version, run_id } = await client.query(versionQueries.resolved(uri))
      const source = formatModelUri({ kind: 'version', name, version })
      const label = `${name} version ${version}`
      return { label, uri: source, source, place: { owner: { name, version }, path: '' }, ...(run_id && { run_id }) }
    }
  }
}
