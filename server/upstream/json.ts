import type { Context } from 'hono'
import { invalid } from '#contract/errors.ts'
import { bodyLimit, getWithBody, JSON_BYTES, readBytes } from '../request-body.ts'
import { checkedJson } from './answers.ts'
import { attemptRead, attemptWrite } from './attempts.ts'
import { deniedText, type ForwardOptions } from './denied.ts'
import { exchange, type Exchange, streamOf } from './exchange.ts'
import { callIn, isRead } from './families.ts'
import { readAnswer } from './large-answers.ts'

/** A JSON call, with its whole body once that is read. */
type JsonCall = Exchange & { body?: string }

/** Reads the body of a JSON call. Throws as `readBytes`, and 400 for a body that is not JSON. */
export async function readCall(c: Context, asked: JsonCall, path: string): Promise<JsonCall> {
  const hasBody = asked.method !== 'GET' && asked.method !== 'HEAD'
  const body = hasBody ? await jsonBody(c, asked, bodyLimit(callIn(path))) : await getBody(c)
  if (body === undefined) return asked
  return { ...asked, body, headers: { ...asked.headers, 'content-length': String(Buffer.byteLength(body)) } }
}

/** Forwards a JSON call as unchanged text, and checks its answer. */
export async function forwardJson(
  c: Context,
  sent: JsonCall,
  path: string,
  options: ForwardOptions,
): Promise<Response> {
  const { auth, limits } = options
  const { method } = sent
  const { signal } = c.req.raw
  const ask = async (more: Partial<Exchange>) => readAnswer(await exchange({ ...sent, ...more }))
  const answer = isRead(method, path)
    ? await attemptRead((either) => ask({ signal: either, silenceMs: limits.readMs }), signal, limits.readMs)
    : await attemptWrite((connectMs) => ask({ signal, connectMs }), signal, limits.restartMs)
  const headers = { 'Content-Type': 'application/json' }
  if ('pieces' in answer) return new Response(streamOf(answer.pieces), { headers })
  const checked = checkedJson(answer.status, answer.text, {
    what: `${method} ${callIn(path)}`,
    sent: sentBy(sent),
    denied: () => deniedText({ ...sent, path, auth }),
  })
  return new Response(checked, { headers })
}

/** What the client sent, as text: an error message may repeat it. */
const sentBy = ({ url, body }: JsonCall) => [...new URL(url).searchParams.values(), body].join('\n')

async function jsonBody(c: Context, { headers }: Exchange, limit: number): Promise<string> {
  const body = new TextDecoder().decode(await readBytes(c.req.raw, limit))
  // Forward only JSON bodies: a form sent by a foreign page has another type (docs/robustness.md O04, P15).
  if (body && !/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw invalid("Bad Request. Content-Type must be one of ['application/json'].")
  return body
}

/** Reads the arguments that a GET has in its body (docs/rest-contract.md §1). */
async function getBody(c: Context): Promise<string | undefined> {
  const carrier = getWithBody(c)
  return carrier && new TextDecoder().decode(await readBytes(carrier, JSON_BYTES))
}
