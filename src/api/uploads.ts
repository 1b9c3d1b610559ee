import { ApiError } from '#contract/errors.ts'
import { join, parseModelUri } from '#contract/model-uri.ts'
import { preferences } from '../preferences.ts'
import { baseUrl, call } from './client.ts'

/** The experiment in which the runs stand that hold uploaded files. */
export const UPLOADS = 'Uploaded models'
/** The folder of the run that the files go to. */
const FOLDER = 'model'

/** The run that holds what is uploaded, and the folder's URI and address for the artifact proxy. */
export type Destination = { run_id: string; uri: string; path: string; url: string }

/** Makes a run for the files of `folder`. Throws where the server's artifacts are not uploaded through it. */
export async function startUpload(folder: string): Promise<Destination> {
  const experiment_id = await uploadExperiment()
  const user_id = preferences().name.trim()
  const { run } = await call('createRun', {
    experiment_id,
    run_name: folder,
    start_time: Date.now(),
    ...(user_id && { user_id }),
  })
  const { run_id, artifact_uri = '' } = run.info
  const root = parseModelUri(artifact_uri)
  if (root?.kind !== 'proxied') {
    await call('deleteRun', { run_id })
    throw new ApiError('NOT_IMPLEMENTED', `This server does not accept uploads: it keeps artifacts at ${artifact_uri}.`)
  }
  const url = `${baseUrl}ajax-api/2.0/mlflow-artifacts/artifacts/${encoded(join(root.path, FOLDER))}`
  return { run_id, uri: join(artifact_uri, FOLDER), path: FOLDER, url }
}

async function uploadExperiment(): Promise<string> {
  const wanted = { filter: `name = '${UPLOADS}'`, max_results: 1, view_type: 'ALL' as const }
  const [found] = (await call('searchExperiments', wanted)).experiments ?? []
  if (!found) return (await call('createExperiment', { name: UPLOADS })).experiment_id
  if (found.lifecycle_stage === 'deleted') await call('restoreExperiment', { experiment_id: found.experiment_id })
  return found.experiment_id
}

type Sending = { onProgress: (bytes: number) => void; signal: AbortSignal }

/** Puts one file below the destination. Throws ApiError with the server's words; an aborted one is thrown as such. */
export function sendFile({ url }: Destination, path: string, file: File, { onProgress, signal }: Sending) {
  // fetch tells nothing of how far a body has gone.
  return new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest()
    const fail = (status: number, message: string) => reject(new ApiError('UPLOAD_FAILED', message, status))
    request.open('PUT', `${url}/${encoded(path)}`)
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded))
    request.addEventListener('load', () => {
      if (request.status < 300) resolve()
      else fail(request.status, wordsOf(request.responseText) ?? `The server answered ${request.status}.`)
    })
    request.addEventListener('error', () => fail(0, 'The server cannot be reached.'))
    request.addEventListener('abort', () => reject(new DOMException('The upload was cancelled.', 'AbortError')))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

export const finishUpload = ({ run_id }: Destination) =>
  call('updateRun', { run_id, status: 'FINISHED', end_time: Date.now() })

/** An upload that was given up: its run goes to the deleted ones, with what had arrived. */
export async function abandonUpload({ run_id }: Destination): Promise<void> {
  await call('updateRun', { run_id, status: 'KILLED', end_time: Date.now() })
  await call('deleteRun', { run_id })
}

const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/')

function wordsOf(body: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body)
    if (typeof answer !== 'object' || answer === null) return undefined
    if ('message' in answer && typeof answer.message === 'string') return answer.message
    return 'detail' in answer && typeof answer.detail === 'string' ? answer.detail : undefined
  } catch {
    return undefined // a gateway's page
  }
}
