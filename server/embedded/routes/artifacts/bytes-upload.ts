import { Readable } from 'node:stream'
import type { Hono } from 'hono'
import { ApiError, invalid } from '#contract/errors.ts'
import type { Door } from '../../access/door.ts'
import type { Db } from '../../db.ts'
import { below, runRoot } from '../../store/artifacts/artifact-owners.ts'
import { checkFilePath } from '../../store/artifacts/artifact-paths.ts'
import { notingFiles } from '../../store/reviews/files-changed.ts'
import { bodyOf, queryValue } from './bytes-request.ts'

const MAX_BYTES = 10 * 1024 * 1024

/** Adds the upload route of MLflow's web page: one file of 1 byte to 10 MB into a run's artifacts (docs/rest-contract.md §7.4). */
export function mountUpload(app: Hono, door: Door, log: Db): void {
  app.post('/ajax-api/2.0/mlflow/upload-artifact', async (c) => {
    const { db, artifacts } = door.contextOf(c)
    const runId = queryValue(c, 'run_id') || queryValue(c, 'run_uuid')
    const path = queryValue(c, 'path')
    if (!runId) throw invalid('Request must specify run_id or run_uuid.')
    if (!path) throw invalid('Request must specify path.')
    // A form would be stored with its multipart framing.
    if (/^(multipart\/|application\/x-www-form-urlencoded)/i.test(c.req.header('content-type') ?? ''))
      throw new ApiError('UNSUPPORTED_MEDIA_TYPE', 'The body must be the file itself, not a form')
    const { body, length } = bodyOf(c)
    if (length !== undefined && length > MAX_BYTES) throw tooLarge()
    checkFilePath(path)
    const place = below(runRoot(db, runId), path)
    await notingFiles(log, { path: place, user: door.whoOf(c).name }, () =>
      artifacts.put(place, Readable.from(measured(body), { objectMode: false }), length),
    )
    return c.body(null, 200, { 'Content-Type': 'application/json' })
  })
}

/** Yields the body's chunks. Throws if there are none, and as soon as there are too many. */
async function* measured(body: Readable): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw tooLarge()
    yield chunk
  }
  if (bytes === 0) throw invalid('Request must specify data.')
}

const tooLarge = () =>
  new ApiError('REQUEST_TOO_LARGE', `Artifacts uploaded this way can have at most ${MAX_BYTES} bytes`)
