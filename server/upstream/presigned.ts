import { ApiError } from '#contract/errors.ts'
import { parseModelUri } from '#contract/model-uri.ts'
import { MAX_JSON, objectIn, readText, refusalOf } from './answers.ts'
import { exchange, type Exchange, type Reply } from './exchange.ts'

/** Whether a refusal says that files are only given by presigned URLs (MLflow 3.18, `--artifacts-presigned-only`). */
export const wantsPresigned = (status: number, text: string): boolean =>
  status === 403 && objectIn(text)?.['artifacts_presigned_only'] === true

/** What a client may do that sends its files through the server. */
export const noUpload = (): ApiError =>
  new ApiError(
    'PERMISSION_DENIED',
    'The MLflow server takes files only straight into its store, so none can be uploaded through it. Log them with a client of MLflow 3.18 or newer.',
  )

/**
 * Downloads a file by a presigned URL, which the MLflow server makes for the caller of `asked`. The store gets the
 * range, but neither credentials nor cookies of the MLflow server. Returns the server's refusal if it makes no URL.
 */
export async function downloadPresigned(asked: Exchange, path: string): Promise<Reply | ApiError> {
  const { url = '', headers = {}, refusal } = await presignedUrl(asked, path)
  if (!/^https?:\/\//.test(url))
    return refusal ?? new ApiError('NOT_IMPLEMENTED', 'The MLflow server makes no download URL for this file.')
  const kept = Object.fromEntries(
    ['range', 'if-range', 'if-none-match', 'if-modified-since', 'accept-encoding'].flatMap((name) =>
      asked.headers[name] === undefined ? [] : [[name, asked.headers[name]]],
    ),
  )
  // A URL is signed for one method.
  return exchange({ ...asked, url, method: 'GET', headers: { ...kept, ...headers } })
}

const denied = () => 'You can’t read this file: this needs READ permission.'

type Presigned = { url?: string; headers?: Record<string, string>; refusal?: ApiError }

async function presignedUrl(asked: Exchange, path: string): Promise<Presigned> {
  const [beforeQuery = '', search] = asked.url.split('?', 2)
  const base = beforeQuery.slice(0, -path.length)
  const query = new URLSearchParams(search)
  const { range: _, ...headers } = asked.headers
  const get = (where: string) => exchange({ ...asked, headers, url: base + where, method: 'GET' })
  const proxied = async (artifact: string) => presignedIn(await get(`/api/2.0/mlflow-artifacts/presigned/${artifact}`))
  const inProxy = /\/mlflow-artifacts\/artifacts\/(.+)$/.exec(path)?.[1]
  if (inProxy !== undefined) return proxied(inProxy)
  if (path !== '/get-artifact') {
    query.set('presigned', 'true')
    return presignedIn(await get(`${path}?${query}`))
  }
  const run_id = query.get('run_id') ?? query.get('run_uuid') ?? ''
  const file = query.get('path') ?? ''
  const body = JSON.stringify({ run_id, path: file })
  const direct = await presignedIn(
    await exchange({
      ...asked,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      },
      url: `${base}/api/2.0/mlflow/artifacts/presigned-download-url`,
      method: 'POST',
      body,
    }),
  )
  if (direct.url) return direct
  // A run whose files go through the server: its URL is made for the place within the proxy.
  const run = await get(`/api/2.0/mlflow/runs/get?${new URLSearchParams({ run_id })}`)
  const uri = parseModelUri(artifactUriIn(await readText(run, MAX_JSON)))
  if (uri?.kind !== 'proxied') return direct
  return proxied([...uri.path.split('/'), ...file.split('/')].filter(Boolean).map(encodeURIComponent).join('/'))
}

/** The URL in an answer, or its refusal. */
async function presignedIn(reply: Reply): Promise<Presigned> {
  const text = await readText(reply, 1024 * 1024)
  if (reply.status >= 300) return { refusal: refusalOf(reply.status, text, { what: 'the download URL', denied }) }
  const { url, presigned_url, headers } = objectIn(text) ?? {}
  const found = [url, presigned_url].find((each) => typeof each === 'string')
  if (typeof found !== 'string') return {}
  return { url: found, headers: Object.fromEntries(headerPairs(headers)) }
}

/** Headers of a signed request come as an object or as `[{name, value}]`. */
function headerPairs(headers: unknown): [string, string][] {
  if (Array.isArray(headers))
    return headers.map(({ name, value }: { name: unknown; value: unknown }) => [String(name), String(value)])
  return Object.entries(typeof headers === 'object' && headers !== null ? headers : {}).map(([name, value]) => [
    name,
    String(value),
  ])
}

function artifactUriIn(text: string): string {
  const { run } = (objectIn(text) ?? {}) as { run?: { info?: { artifact_uri?: string } } }
  return run?.info?.artifact_uri ?? ''
}
