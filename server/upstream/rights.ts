import type { Context } from 'hono'
import * as z from 'zod/mini'
import { everything, getRights, type Rights } from '#contract/access/access.ts'
import { ApiError, invalid } from '#contract/errors.ts'
import { DEFAULT_WORKSPACE, WORKSPACE_HEADER } from '#contract/workspaces.ts'
import { JSON_BYTES, readBytes } from '../request-body.ts'
import { objectIn, readText } from './answers.ts'
import { exchange } from './exchange.ts'
import { type Grant, type Kind, mayCreate, mayOn, mayRegister, type Told } from './grants.ts'

/** A server to ask, with the headers of the caller's requests to it. */
export type Asked = { base: string; headers: Record<string, string> }

const users = '/api/3.0/mlflow/users/'
/** Tells a caller's permissions; only the basic-auth app of MLflow 3 has it. */
export const permissionsPath = `${users}current/permissions`

/** Answers `getRights` by what the MLflow servers tell the caller. Where one tells nothing, all is offered. */
export async function rightsOf(
  c: Context,
  servers: { tracking: Asked; registry: Asked },
  limitMs: number,
): Promise<Rights> {
  return rightsTo(c, await inputOf(c), servers, limitMs)
}

/** The same for things that somebody else names than the caller. */
export async function rightsTo(
  c: Context,
  { models, experiment_ids }: { models: readonly string[]; experiment_ids: readonly string[] },
  { tracking, registry }: { tracking: Asked; registry: Asked },
  limitMs: number,
): Promise<Rights> {
  const workspace = c.req.header(WORKSPACE_HEADER) ?? DEFAULT_WORKSPACE
  const isOne = tracking.base === registry.base
  const [onTracking, other] = await Promise.all([
    ask(tracking, workspace, isOne ? ['registered_model', 'experiment'] : ['experiment'], limitMs),
    isOne ? undefined : ask(registry, workspace, ['registered_model'], limitMs),
  ])
  const onRegistry = isOne ? onTracking : other
  return {
    create: !onRegistry || mayCreate(onRegistry),
    register: !onRegistry || mayRegister(onRegistry),
    administrate: !onTracking || onTracking.isAdmin,
    models: models.map((name) => ({ name, may: may(onRegistry, 'registered_model', name) })),
    experiments: experiment_ids.map((experiment_id) => ({
      experiment_id,
      may: may(onTracking, 'experiment', experiment_id),
    })),
  }
}

async function inputOf(c: Context) {
  const text = new TextDecoder().decode(await readBytes(c.req.raw, JSON_BYTES))
  const { success, data } = z.safeParse(getRights.input, objectIn(text))
  if (!success) throw invalid('The body must name models and experiment_ids, each a list of texts.')
  return data
}

const may = (told: Told | undefined, kind: Kind, id: string) => (told ? mayOn(told, kind, id) : everything)

/** What the server tells the caller; undefined if it does not. */
async function ask(asked: Asked, workspace: string, kinds: Kind[], limitMs: number): Promise<Told | undefined> {
  const get = (path: string) => objectAt(asked, path, limitMs)
  const [current, name] = await Promise.all([get(permissionsPath), userOf(asked.headers, get)])
  const grants = current?.['permissions']
  if (!Array.isArray(grants)) return undefined
  const isAdmin = current?.['is_admin'] === true
  const floors = kinds.map(async (kind) => {
    if (isAdmin || name === undefined) return [kind, undefined] as const
    const query = new URLSearchParams({ username: name, resource_type: kind, resource_id: '*' })
    return [kind, (await get(`${users}permissions/get?${query}`))?.['permission']] as const
  })
  const told = (await Promise.all(floors)).filter(([, permission]) => typeof permission === 'string')
  return {
    isAdmin,
    grants: (grants as Grant[]).filter((grant) => grant.workspace === workspace), // as MLflow declares it
    floor: Object.fromEntries(told) as Told['floor'],
  }
}

/** How long somebody waits for what MLflow says of their permission, in ms. */
const PERMISSION_MS = 5000

/**
 * What MLflow 3 says that somebody may do with a model, all that gives it to them counted; undefined if it does not tell. Throws
 * TEMPORARILY_UNAVAILABLE if it cannot say now.
 */
export async function permissionOnModel(
  { base, headers }: Asked,
  { name, username }: { name: string; username: string },
): Promise<string | undefined> {
  const query = new URLSearchParams({ username, resource_type: 'registered_model', resource_id: name })
  const url = `${base}${users}permissions/get?${query}`
  const asked = async () => {
    const reply = await exchange({ url, method: 'GET', headers, signal: AbortSignal.timeout(PERMISSION_MS) })
    return { status: reply.status, text: await readText(reply, 16 * 1024 * 1024) }
  }
  const { status, text } = await asked().catch(() => ({ status: 503, text: '' }))
  if (status >= 500)
    throw new ApiError(
      'TEMPORARILY_UNAVAILABLE',
      `MLflow cannot say now what ${username} may do with the model '${name}'.`,
    )
  const permission = status === 200 ? objectIn(text)?.['permission'] : undefined
  return typeof permission === 'string' ? permission : undefined
}

type Get = (path: string) => Promise<Record<string, unknown> | undefined>

/** The caller's user name: MLflow answers for another one only to administrators. */
async function userOf({ authorization = '' }: Record<string, string>, get: Get): Promise<string | undefined> {
  const [, encoded] = /^Basic (.+)$/i.exec(authorization) ?? []
  if (encoded !== undefined) return Buffer.from(encoded, 'base64').toString().split(':', 1)[0]
  const { username } = ((await get(`${users}current`))?.['user'] ?? {}) as { username?: string }
  return username
}

async function objectAt({ base, headers }: Asked, path: string, limitMs: number) {
  try {
    const reply = await exchange({ url: base + path, method: 'GET', headers, signal: AbortSignal.timeout(limitMs) })
    const text = await readText(reply, 16 * 1024 * 1024)
    return reply.status === 200 ? objectIn(text) : undefined
  } catch {
    return undefined // the page's own calls show that the server is away
  }
}
