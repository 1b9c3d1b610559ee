import { setTimeout as delay } from 'node:timers/promises'
import type { Absence } from '../backend.ts'
import { objectIn, readText } from './answers.ts'
import type { Target, Upstream } from './credentials.ts'
import { asUpstreamError, exchange, silent } from './exchange.ts'

type Reason = Pick<Absence, 'why' | 'isOther'>

const api = '/api/2.0/mlflow/'
const NOTHING = 'modelshelf-probe'
const probes = {
  MLFLOW_TRACKING_URI: `${api}experiments/get-by-name?experiment_name=${NOTHING}`,
  MLFLOW_REGISTRY_URI: `${api}registered-models/get?name=${NOTHING}`,
}

/**
 * Asks the tracking server and the registry for something that does not exist, which every MLflow server refuses in JSON,
 * also before version 3. Undefined if both are MLflow servers.
 */
export async function findAbsence({ tracking, registry }: Upstream, limitMs: number): Promise<Absence | undefined> {
  const look = async (variable: Absence['variable'], target: Target) => {
    const reason = await reasonAt(target, probes[variable], limitMs)
    return reason && { variable, address: target.base, ...reason }
  }
  const isOne = registry.base === tracking.base
  const [one, other] = await Promise.all([
    look('MLFLOW_TRACKING_URI', tracking),
    isOne ? undefined : look('MLFLOW_REGISTRY_URI', registry),
  ])
  return one ?? other
}

async function reasonAt({ base, authorization }: Target, call: string, limitMs: number): Promise<Reason | undefined> {
  const signal = AbortSignal.timeout(limitMs)
  try {
    const headers = { accept: 'application/json', ...(authorization ? { authorization } : {}) }
    const reply = await exchange({ url: base + call, method: 'GET', headers, signal })
    return reasonIn(reply.status, await readText(reply, 1024 * 1024))
  } catch (error) {
    return { why: signal.aborted ? silent(limitMs) : asUpstreamError(error).message, isOther: false }
  }
}

function reasonIn(status: number, text: string): Reason | undefined {
  if (status >= 500) return { why: `The MLflow server failed (${status}).`, isOther: false }
  // MLflow's own sign-in refuses in plain text, so this may be MLflow.
  if (status === 401 || status === 403 || isOfMlflow(status, text)) return undefined
  if (status >= 300 && status < 400)
    return { why: `The address redirects (${status}): it may need https://, or require signing in.`, isOther: true }
  const what = /^\s*</.test(text) ? 'a web page' : 'something else'
  return {
    why: `The answer is ${what} (${status}), not from MLflow’s API. The address may lack a path, such as that of --static-prefix.`,
    isOther: true,
  }
}

/** Whether the answer is an experiment, or a refusal of a call that the server knows. */
function isOfMlflow(status: number, text: string): boolean {
  const { error_code, ...json } = objectIn(text) ?? {}
  if (status < 300) return 'experiment' in json || 'registered_model' in json
  return typeof error_code === 'string' && error_code !== 'ENDPOINT_NOT_FOUND'
}

/** How long an answer counts, so that many load balancers cost MLflow one request a second. */
const FRESH_MS = 1_000

/** `findAbsence` for many callers: asks once at a time, and at most once a second. */
export function rememberAbsence(upstream: Upstream, limitMs: number): () => Promise<Absence | undefined> {
  let asked: Promise<Absence | undefined> | undefined
  return () => {
    if (asked) return asked
    const now = findAbsence(upstream, limitMs)
    asked = now
    void now.then(() => delay(FRESH_MS, undefined, { ref: false })).then(() => (asked = undefined))
    return now
  }
}
