import type { Context as HonoContext, Hono } from 'hono'
import * as z from 'zod/mini'
import { ApiError, invalid } from '#contract/errors.ts'
import { integer, required, text } from '#contract/values.ts'
import { JSON_BYTES } from '../../../request-body.ts'
import { readBody } from '../../body.ts'
import type { Door } from '../../access/door.ts'
import { inputReader } from '../../input.ts'
import { type ArtifactRoot, below, loggedModelRoot, runRoot } from '../../store/artifacts/artifact-owners.ts'

const multipart = {
  create: z.object({ path: required, num_parts: integer }),
  complete: z.object({ path: required, upload_id: text, parts: z.array(z.unknown()) }),
  abort: z.object({ path: required, upload_id: text }),
}
const downloadUrl = z.object({ run_id: required, path: required, expiration: integer })
const uploadUrl = z.object({ run_id: text, model_id: text, path: required, expiration: integer })

/**
 * Adds MLflow's routes for presigned URLs and multipart transfers, which this server does not support. It checks a request
 * as MLflow does, then refuses it, so that clients fall back to plain PUT and GET (docs/rest-contract.md §7.4).
 */
export function mountDirect(app: Hono, door: Door): void {
  for (const api of ['/api', '/ajax-api']) {
    for (const [call, schema] of Object.entries(multipart))
      app.post(`${api}/2.0/mlflow-artifacts/mpu/${call}/*`, async (c) => {
        await read(c, schema)
        return notSupported('upload')
      })
    app.get(`${api}/2.0/mlflow-artifacts/presigned/*`, () => notSupported('download'))
    app.post(`${api}/2.0/mlflow/artifacts/presigned-download-url`, async (c) => {
      const { run_id, path } = await read(c, downloadUrl)
      below(runRoot(door.contextOf(c).db, run_id), path)
      throw proxied('download', 'runs with proxied artifact storage', 'run with a direct')
    })
    app.post(`${api}/2.0/mlflow/artifacts/presigned-upload-url`, async (c) => {
      const { run_id, model_id, path } = await read(c, uploadUrl)
      if (Boolean(run_id) === Boolean(model_id)) throw invalid('Exactly one of run_id and model_id must be provided.')
      const root: ArtifactRoot = model_id
        ? loggedModelRoot(door.contextOf(c).db, model_id)
        : runRoot(door.contextOf(c).db, run_id)
      below(root, path)
      throw proxied('upload', 'proxied artifact storage', 'direct')
    })
  }
}

async function read<S extends z.ZodMiniType>(c: HonoContext, schema: S): Promise<z.output<S>> {
  return inputReader(schema)({ body: await readBody(c.req.raw, JSON_BYTES) }, {})
}

function notSupported(what: 'upload' | 'download'): never {
  throw new ApiError('NOT_IMPLEMENTED', `Multipart ${what} is not supported for the current artifact repository`)
}

const proxied = (what: string, where: string, needed: string) =>
  invalid(
    `Presigned ${what} is not supported for ${where} (artifact URI scheme: mlflow-artifacts). This endpoint requires a ${needed} cloud storage artifact URI.`,
  )
