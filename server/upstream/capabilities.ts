import type { Capabilities, MlflowServerInfo } from '#contract/server-info.ts'
import type { Absence } from '../backend.ts'
import { findAbsence } from './absence.ts'
import { objectIn, readText } from './answers.ts'
import type { Target, Upstream } from './credentials.ts'
import type { ForwardOptions } from './denied.ts'
import { exchange } from './exchange.ts'
import { permissionsPath } from './rights.ts'

type Auth = ForwardOptions['auth']

export type Found = {
  /** Whether the server answered each question. */
  isFinal: boolean
  /** Whether it asked to sign in. */
  isDenied: boolean
  mlflowVersion: string
  workspaces: boolean
  /** Whether it tells callers what they may do, and some may not do all. */
  rights: boolean
  capabilities: Omit<Capabilities, 'sampleProject' | 'metricSummaries' | 'webhooks'>
  /** What stands at the address instead of an MLflow server. */
  absence?: Absence
}

/** How long one probe may take, in ms: the first page waits for the results. */
const PATIENCE_MS = 5_000

/**
 * Finds out what a server can do, by harmless requests for things that do not exist (docs/rest-contract.md §13). If it
 * answers 401 or 403 or fails, assumes that it can. Throws ApiError if the server can't be reached.
 */
async function findCapabilities(servers: Upstream, auth: Auth): Promise<Found> {
  const { tracking, registry } = servers
  const [absence, version, info, loggedModels, stages, aliases, proxiedArtifacts, ...rights] = await Promise.all([
    findAbsence(servers, PATIENCE_MS),
    ask(tracking, 'GET', '/version'),
    ask(tracking, 'GET', '/api/3.0/mlflow/server-info'),
    ask(tracking, 'POST', `${api}logged-models/search`, '{"experiment_ids":["0"],"max_results":1}'),
    ask(registry, 'GET', `${api}registered-models/get-latest-versions?name=modelshelf-probe`),
    ask(registry, 'GET', `${api}registered-models/alias?name=modelshelf-probe&alias=probe`),
    ask(tracking, 'GET', '/api/2.0/mlflow-artifacts/artifacts?path=modelshelf-probe'),
    ask(tracking, 'GET', permissionsPath),
    ...(registry.base === tracking.base ? [] : [ask(registry, 'GET', permissionsPath)]),
  ])
  if (absence) return { ...unknown, ...(absence.isOther && { absence }) }
  return {
    isFinal: [loggedModels, stages, aliases, proxiedArtifacts, ...rights].every((told) => !hasFailed(told)),
    // Everybody who is signed in may ask for the version. A person may lack permission for what a probe reads.
    isDenied:
      isDenied(version) || [loggedModels, stages, aliases, proxiedArtifacts].some(({ status }) => status === 401),
    mlflowVersion: /^\d+\.\d+[\w.]*$/.exec(version.text.trim())?.[0] ?? '',
    workspaces: serverInfoIn(info).workspaces_enabled === true,
    rights: rights.some((told) => tellsRights(told, auth)),
    capabilities: {
      loggedModels: isKnown(loggedModels),
      stages: isKnown(stages),
      aliases: isKnown(aliases),
      proxiedArtifacts: isKnown(proxiedArtifacts),
      uploads: isKnown(proxiedArtifacts) && serverInfoIn(info).artifacts_presigned_only !== true,
    },
  }
}

/** Assumed of a server that can't be asked now: everything, so that its own errors explain the rest. */
const unknown: Found = {
  isFinal: false,
  isDenied: false,
  mlflowVersion: '',
  workspaces: false,
  rights: false,
  capabilities: { loggedModels: true, stages: true, aliases: true, proxiedArtifacts: true, uploads: true },
}
const ASK_AGAIN_MS = 5_000

/**
 * Asks, at the first call that needs it, until the server has answered every question; at most every few seconds for the
 * same credentials. With `pass-through`, a person's own credentials may get answers that the operator's do not.
 */
export function rememberCapabilities(
  { tracking, registry }: Upstream,
  auth: Auth,
): (authorization?: string) => Promise<Found> {
  let final: Found | undefined
  const asked = new Map<string, Promise<Found>>()
  const ask = async (own: { authorization?: string }): Promise<Found> => {
    const found = await findCapabilities({ tracking: { ...tracking, ...own }, registry: { ...registry, ...own } }, auth)
    if (found.isFinal && (auth === 'operator' || !found.isDenied)) final = found
    return found
  }
  return async (authorization) => {
    if (final) return final
    const own = auth === 'pass-through' && authorization ? { authorization } : {}
    const key = own.authorization ?? ''
    const found = asked.get(key) ?? ask(own).catch(() => unknown)
    if (!asked.has(key)) {
      asked.set(key, found)
      void found.then(() => setTimeout(() => asked.delete(key), ASK_AGAIN_MS).unref())
    }
    return found
  }
}

const api = '/api/2.0/mlflow/'

type Told = { status: number; text: string }

async function ask({ base, authorization }: Target, method: string, path: string, body?: string): Promise<Told> {
  const reply = await exchange({
    url: base + path,
    method,
    headers: {
      ...(authorization ? { authorization } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }),
    },
    ...(body === undefined ? {} : { body }),
    silenceMs: PATIENCE_MS,
  })
  return { status: reply.status, text: await readText(reply, 1024 * 1024) }
}

/** What MLflow 3 says about itself; nothing from an older one. */
const serverInfoIn = ({ status, text }: Told): { [Field in keyof MlflowServerInfo]?: unknown } =>
  (status === 200 && objectIn(text)) || {}

/** With an administrator's account for everybody, nothing is withheld from anybody. */
function tellsRights({ status, text }: Told, auth: Auth): boolean {
  const { permissions, is_admin } = (status === 200 && objectIn(text)) || {}
  return Array.isArray(permissions) && !(auth === 'operator' && is_admin === true)
}

/** Whether the server failed, which says nothing about the call. Without `--serve-artifacts`, MLflow always answers 503. */
const hasFailed = ({ status }: Told) => status >= 500 && status !== 503

const isDenied = ({ status }: Told) => status === 401 || status === 403

/** A server that has the call answers in JSON, even if it refuses; one without it does not answer in JSON. */
function isKnown(told: Told): boolean {
  const { status, text } = told
  if (isDenied(told) || hasFailed(told)) return true
  if (status === 503) return false
  const json = objectIn(text) // HTML: the route does not exist
  return json !== undefined && json['error_code'] !== 'ENDPOINT_NOT_FOUND'
}
