import type { Context as HonoContext } from 'hono'
import { ApiError } from '#contract/errors.ts'
import { type Who, whoAsks } from '../../embedded/context.ts'
import { callerOf, headersFor } from '../caller.ts'
import type { Upstream } from '../credentials.ts'
import { exchange } from '../exchange.ts'
import { type Asked, permissionOnModel } from '../rights.ts'
import type { Ask } from './ask.ts'
import { UNKNOWN } from './made-by.ts'
import type { VisitorOf } from '../../doors.ts'

export type PersonOptions = {
  auth: 'operator' | 'pass-through'
  /** The name that a trusted proxy gives, `unknown` if it gives none; undefined without `--user-header`. */
  proxyName?: ((c: HonoContext) => string | undefined) | undefined
  /** `--admins`: who may change policies, by the names of `--user-header`. */
  admins: readonly string[]
  /** Who asks another front door, for which this server keeps the reviews (server/doors.ts). */
  visitorOf?: VisitorOf | undefined
}

type Person = Extract<Who, { kind: 'anyone' }>

/** How long what MLflow says of somebody's credentials counts, in ms. */
const FRESH_MS = 30_000
const MAX_KNOWN = 1000

/**
 * Makes the function that finds out who asks and, with `rights`, what they may do with the policy of `model` (docs/reviews.md §7). Names
 * are certain if a trusted proxy says them, or if MLflow accepts the caller's credentials and refuses the same without.
 */
export function personsOf(upstream: Upstream, { auth, proxyName, admins, visitorOf }: PersonOptions) {
  const known = new Map<string, Promise<boolean>>()
  const isAccepted = (authorization: string) => {
    const before = known.get(authorization)
    if (before) return before
    if (known.size >= MAX_KNOWN) known.clear()
    const asked = isCertain(upstream, authorization)
    known.set(authorization, asked)
    const forget = () => known.delete(authorization)
    setTimeout(forget, FRESH_MS).unref()
    asked.catch(forget) // a server that was away says nothing of them
    return asked
  }
  const nothing = { manages: false, administrates: false }
  const mayManage = (c: HonoContext, ask: Ask, model: string, name: string) => {
    const { base } = upstream.registry
    return mayManageAt({ base, headers: headersFor(c, callerOf(c, auth), upstream.registry) }, ask, model, name)
  }

  return async (c: HonoContext, ask: Ask, { model, rights }: { model?: string; rights: boolean }): Promise<Person> => {
    const visitor = visitorOf?.(c)
    const claimed = () => visitor?.name ?? whoAsks(c).name
    if (auth === 'operator') {
      if (!visitor && !proxyName) return named(claimed(), false, nothing)
      const name = visitor ? (visitor.verified ? visitor.name : undefined) : proxyName?.(c)
      const isAdmin = name !== undefined && admins.includes(name)
      return named(name ?? visitor?.name ?? UNKNOWN, name !== undefined, { manages: isAdmin, administrates: isAdmin })
    }
    const authorization = c.req.header('authorization') ?? ''
    const name = userIn(authorization)
    if (name === undefined || !(await isAccepted(authorization))) return named(claimed(), false, nothing)
    if (!rights) return named(name, true, nothing)
    const administrates = await isAdmin(ask, name)
    return named(name, true, {
      administrates,
      manages: administrates || (model !== undefined && (await mayManage(c, ask, model, name))),
    })
  }
}

const named = (name: string, verified: boolean, more: { manages: boolean; administrates: boolean }): Person => ({
  kind: 'anyone',
  name,
  behind: { verified, ...more },
})

/** The name in a Basic authorization. */
function userIn(authorization: string): string | undefined {
  const [, encoded = ''] = /^basic\s+(\S+)$/i.exec(authorization) ?? []
  const name = Buffer.from(encoded, 'base64').toString('utf8').split(':', 1)[0]
  return name || undefined
}

/** Whether MLflow accepts these credentials, and refuses a call without any. */
async function isCertain({ registry }: Upstream, authorization: string): Promise<boolean> {
  const statusWith = async (headers: Record<string, string>) => {
    const url = `${registry.base}/api/2.0/mlflow/registered-models/get?name=modelshelf-probe`
    const reply = await exchange({ url, method: 'GET', headers, silenceMs: 5000 })
    reply.body.resume()
    return reply.status
  }
  const [own, without] = await Promise.all([statusWith({ authorization }), statusWith({})])
  return own < 500 && own !== 401 && without === 401
}

async function isAdmin(ask: Ask, username: string): Promise<boolean> {
  const answer = await askOrNothing(ask, 'users/get', { username })
  return (answer?.['user'] as { is_admin?: unknown } | undefined)?.is_admin === true
}

/**
 * MLflow 3 tells everybody their own permission on a model. MLflow 2 lets only those ask for one who manage the model; they need not have a
 * permission of their own.
 */
async function mayManageAt(asked: Asked, ask: Ask, name: string, username: string): Promise<boolean> {
  const permission = await permissionOnModel(asked, { name, username })
  if (permission !== undefined) return permission === 'MANAGE'
  try {
    return (
      (await ask.object({ method: 'GET', call: 'registered-models/permissions/get', input: { name, username } }))[
        'registered_model_permission'
      ] !== undefined
    )
  } catch (error) {
    if (error instanceof ApiError && error.code === 'RESOURCE_DOES_NOT_EXIST') return true
    if (error instanceof ApiError && error.status < 500) return false
    throw error
  }
}

async function askOrNothing(ask: Ask, call: string, input: Record<string, string>) {
  try {
    return await ask.object({ method: 'GET', call, input })
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return undefined
    throw error
  }
}
