import { ApiError } from '#contract/errors.ts'
import { join, parseModelUri } from '#contract/model-uri.ts'
import { nameAsked } from './caller/ask-name.ts'
import { personName } from './caller/person-name.ts'
import { callHeaders } from './caller/call-headers.ts'
import { baseUrl } from '../base-url.ts'
import { call } from './client.ts'
import { equals } from '#contract/filter/equals.ts'
import { serverInfo } from './server-info.ts'
import { signedInAs, wantSignIn } from './caller/sign-in.ts'
import { isSignInPage, signedOut } from './caller/signed-out.ts'
import { withoutSecrets } from '../text/without-secrets.ts'

/**
 * The proposed experiment for the runs that hold uploaded files. Users with permissions of their own get an experiment of
 * their own, because only its creator may use a new one.
 */
export function defaultUploadExperiment(): string {
  const user = signedInAs()
  return serverInfo.uploadExperiment ?? (user === undefined ? 'Uploaded models' : `Uploaded models (${user})`)
}

/** The run's folder for the files. */
const FOLDER = 'model'

/** The run for an upload, and its folder's URI and proxy URL. */
export type Destination = { run_id: string; uri: string; path: string; url: string }

/** Creates a run for the files of `folder`, and its experiment if there is none. Throws if the server does not proxy its artifacts. */
export async function startUpload(folder: string, experiment: string): Promise<Destination> {
  await nameAsked()
  const experiment_id = await uploadExperiment(experiment)
  const user_id = personName().trim()
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
    throw new ApiError(
      'NOT_IMPLEMENTED',
      `This server does not accept uploads: it keeps artifacts at ${withoutSecrets(artifact_uri)}.`,
    )
  }
  const url = `${baseUrl}ajax-api/2.0/mlflow-artifacts/artifacts/${encoded(join(root.path, FOLDER))}`
  return { run_id, uri: join(artifact_uri, FOLDER), path: FOLDER, url }
}

async function uploadExperiment(name: string): Promise<string> {
  const wanted = { filter: equals('name', name), max_results: 100, view_type: 'ALL' as const }
  const found = (await call('searchExperiments', wanted)).experiments?.find((it) => it.name === name)
  if (!found) return createUploadExperiment(name)
  if (found.lifecycle_stage === 'deleted') await call('restoreExperiment', { experiment_id: found.experiment_id })
  return found.experiment_id
}

async function createUploadExperiment(name: string): Promise<string> {
  try {
    return (await call('createExperiment', { name })).experiment_id
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'RESOURCE_ALREADY_EXISTS') throw error
    // The search did not find it, so it belongs to someone else.
    throw new ApiError('PERMISSION_DENIED', `You can’t use the experiment “${name}”. Choose another one.`)
  }
}

type Sending = { onProgress: (bytes: number) => void; signal: AbortSignal }

/** Uploads one file. Throws ApiError with the server's message, or AbortError. */
export function sendFile({ url }: Destination, path: string, file: File, { onProgress, signal }: Sending) {
  // fetch reports no upload progress.
  return new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    const fail = (status: number, message: string) => reject(new ApiError('UPLOAD_FAILED', message, status))
    request.open('PUT', `${url}/${encoded(path)}`)
    for (const [name, value] of Object.entries(callHeaders())) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded))
    request.addEventListener('load', () => {
      const contentType = request.getResponseHeader('Content-Type')
      const { status, responseURL } = request
      if (isSignInPage({ status, url: responseURL, contentType, isFile: false })) return reject(signedOut())
      if (request.status === 401) wantSignIn()
      if (request.status < 300) return resolve()
      return fail(request.status, wordsOf(request.responseText) ?? `The server answered ${request.status}.`)
    })
    request.addEventListener('error', () => fail(0, 'The server cannot be reached.'))
    request.addEventListener('abort', () => reject(new DOMException('The upload was cancelled.', 'AbortError')))
    signal.addEventListener('abort', abort, { once: true })
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort))
    request.send(file)
  })
}

export const finishUpload = ({ run_id }: Destination) =>
  call('updateRun', { run_id, status: 'FINISHED', end_time: Date.now() })

/** Cancels an upload: deletes its run with everything uploaded so far. */
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
    return undefined // an error page of a gateway
  }
}
