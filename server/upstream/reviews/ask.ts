import type { Context as HonoContext } from 'hono'
import { jsonIn, MAX_JSON, readText, refusalOf } from '../answers.ts'
import { attemptRead, attemptWrite } from '../attempts.ts'
import { callerOf, headersFor } from '../caller.ts'
import type { Upstream } from '../credentials.ts'
import { deniedText, type ForwardOptions } from '../denied.ts'
import { exchange, type Exchange, type Reply } from '../exchange.ts'
import { isRegistry } from '../families.ts'
import { parseInPassing } from './parse-in-passing.ts'

/** One JSON call of the MLflow API, below `/api/2.0/mlflow/`. */
export type Step = { method: 'GET' | 'POST' | 'DELETE'; call: string; input: Record<string, string | boolean> }

/** Takes some items of the list with that key, in their order. */
export type Keep<T> = (kept: T[], items: readonly unknown[], list: string) => void

/** Asks the MLflow server behind with a caller's credentials, in their workspace. */
export type Ask = {
  /** Sends a call; gives the text of the answer. Throws ApiError for a refusal. */
  text(step: Step): Promise<string>
  /** The same as an object. */
  object(step: Step): Promise<Record<string, unknown>>
  /** The same as `rest`, with empty lists: of their items, as they arrive, `keep` adds to `kept` what is to be kept. */
  items<T>(step: Step, keep: Keep<T>): Promise<{ rest: Record<string, unknown>; kept: T[] }>
  /** The response to a GET below MLflow's root that carries bytes; throws ApiError. */
  bytes(path: string): Promise<AsyncIterable<Buffer>>
}

/** Makes the caller's `Ask`. A write goes on if the caller leaves: what was decided must be recorded. */
export function askAs(c: HonoContext, upstream: Upstream, { auth, limits }: ForwardOptions): Ask {
  const { 'content-type': _, range: __, ...headers } = headersFor(c, callerOf(c, auth), upstream.tracking)
  const { authorization: own, ...plain } = headers
  const headersTo = (path: string) => {
    const target = isRegistry(path) ? upstream.registry : upstream.tracking
    const authorization = auth === 'operator' ? target.authorization : own
    return { base: target.base, headers: { ...plain, ...(authorization && { authorization }) } }
  }
  /** Reads the answer to a call with `read`, which gives undefined for what is not JSON. Throws ApiError for that, and for a refusal. */
  const answerTo = async <T>({ method, call, input }: Step, read: (reply: Reply) => Promise<T | undefined>) => {
    const path = `/api/2.0/mlflow/${call}`
    const { base, headers } = headersTo(path)
    const query = Object.entries(input).map(([key, value]): [string, string] => [key, String(value)])
    const body = method === 'GET' ? undefined : JSON.stringify(input)
    const asked: Exchange = {
      url: `${base}${path}${method === 'GET' ? `?${new URLSearchParams(query)}` : ''}`,
      method,
      headers: {
        ...headers,
        accept: 'application/json',
        ...(body !== undefined && {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        }),
      },
      ...(body !== undefined && { body }),
    }
    const send = async (more: Partial<Exchange>) => {
      const reply = await exchange({ ...asked, ...more })
      const { status } = reply
      return status < 300 ? { status, value: await read(reply) } : { status, text: await readText(reply, MAX_JSON) }
    }
    const never = new AbortController().signal
    const {
      status,
      value,
      text = '',
    } = method === 'GET'
      ? await attemptRead((signal) => send({ signal }), c.req.raw.signal, limits.readMs)
      : await attemptWrite((connectMs) => send({ connectMs }), never, limits.restartMs)
    if (value !== undefined) return value
    throw refusalOf(status, text, {
      what: `${method} ${call}`,
      sent: Object.values(input).join('\n'),
      denied: () => deniedText({ ...asked, path, auth }),
    })
  }
  return {
    text: (step) => answerTo(step, async (reply) => jsonIn(await readText(reply, MAX_JSON))),
    object: (step) => answerTo(step, ({ body }) => parseInPassing(body as AsyncIterable<Buffer>)),
    items: <T>(step: Step, keep: Keep<T>) =>
      answerTo(step, async ({ body }) => {
        const kept: T[] = [] // a new one if an answer broke off, as all items come again
        const rest = await parseInPassing(body as AsyncIterable<Buffer>, (items, list) => keep(kept, items, list))
        return rest && { rest, kept }
      }),
    async bytes(path) {
      const { base, headers } = headersTo(path)
      const reply = await exchange({ url: base + path, method: 'GET', headers, silenceMs: limits.readMs })
      if (reply.status === 200) return reply.body as AsyncIterable<Buffer>
      throw refusalOf(reply.status, await readText(reply, 64 * 1024), {
        what: `GET ${path}`,
        denied: () => deniedText({ url: base + path, method: 'GET', path, auth }),
      })
    },
  }
}
