import type { Context as HonoContext } from 'hono'
import { mlflowCalls } from '#contract/calls.ts'
import { type Checked, endpoints } from '#contract/endpoints.ts'
import { ApiError, invalid } from '#contract/errors.ts'
import { inputReader } from '../../embedded/input.ts'
import { parseJson } from '../../embedded/json.ts'
import { JSON_BYTES, readBytes } from '../../request-body.ts'
import { callIn } from '../families.ts'

/** The calls of MLflow that the log and the policy are about. */
export const guardedNames = [
  'transitionStage',
  'setAlias',
  'deleteAlias',
  'deleteVersion',
  'renameModel',
  'deleteModel',
] as const
export type GuardedName = (typeof guardedNames)[number]

const WRITES_REGISTRY = /^\/(?:ajax-)?api\/[23]\.0\/mlflow\/(?:registered-models|model-versions)(?:\/|$)/
const PLAIN = /^\/(?:ajax-)?api\/2\.0\/mlflow\/(?:registered-models|model-versions)\/[a-z-]+$/

/**
 * Whether a write to the registry is spelled in a way that MLflow might read as one of its calls and we would not, such as
 * `transition%2Dstage`. No call of the registry needs that.
 */
const isOddlySpelled = (method: string, path: string): boolean =>
  method !== 'GET' && method !== 'HEAD' && WRITES_REGISTRY.test(path) && !PLAIN.test(path)

/** The guarded call that this is, if it is one. */
const guardedCall = (method: string, path: string): GuardedName | undefined =>
  PLAIN.test(path)
    ? guardedNames.find(
        (name) =>
          mlflowCalls[name].path === callIn(path) && (mlflowCalls[name].methods as readonly string[]).includes(method),
      )
    : undefined

const readers = {
  transitionStage: inputReader(endpoints.transitionStage.input),
  setAlias: inputReader(endpoints.setAlias.input),
  deleteAlias: inputReader(endpoints.deleteAlias.input),
  deleteVersion: inputReader(endpoints.deleteVersion.input),
  renameModel: inputReader(endpoints.renameModel.input),
  deleteModel: inputReader(endpoints.deleteModel.input),
} satisfies Record<GuardedName, unknown>

export type GuardedInput = { [N in GuardedName]: Checked<N> }[GuardedName]

/**
 * Reads the input of a guarded call as MLflow does: in both spellings of names, and a body that is a JSON text with the JSON
 * in it. What goes on to MLflow is written anew from this, so that both see the same request.
 */
export async function readGuarded(c: HonoContext, name: GuardedName): Promise<GuardedInput> {
  const bytes = await readBytes(c.req.raw, JSON_BYTES)
  if (bytes.length > 0 && !/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? ''))
    throw invalid("Bad Request. Content-Type must be one of ['application/json'].")
  return readers[name]({ body: asMlflowReads(bytes) }, {})
}

/** The object in a body, as MLflow finds it. Throws INVALID_PARAMETER_VALUE. */
export function asMlflowReads(bytes: Uint8Array): Record<string, unknown> {
  const once = bytes.length === 0 ? {} : parseJson(bytes)
  const body = typeof once === 'string' ? parseJson(new TextEncoder().encode(once)) : (once ?? {})
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('The request body must be a JSON object.')
  return body as Record<string, unknown>
}

/** Makes `Reviews.answer`: hands a guarded call to `answer`, and refuses one that is oddly spelled. */
export function answersGuarded(
  answer: (c: HonoContext, name: GuardedName) => Promise<Response>,
): (c: HonoContext, path: string) => Promise<Response> | undefined {
  return (c, path) => {
    const name = guardedCall(c.req.method, path)
    if (name) return answer(c, name)
    if (!isOddlySpelled(c.req.method, path)) return undefined
    throw new ApiError('ENDPOINT_NOT_FOUND', `Modelshelf does not pass ${path} on to the MLflow server.`)
  }
}
