import type { Context } from 'hono'
import { invalid } from '#contract/errors.ts'
import { getWithBody, JSON_BYTES, readBytes } from '../request-body.ts'
import { checkedJson, MAX_JSON, readText } from './answers.ts'
import { attemptRead, attemptWrite } from './attempts.ts'
import { deniedText, type ForwardOptions } from './denied.ts'
import { exchange, type Exchange } from './exchange.ts'
import { callIn, isRead } from './families.ts'

/** Forwards a JSON call as unchanged text, and checks its answer. */
export async function forwardJson(
  c: Context,
  asked: Exchange,
  path: string,
  options: ForwardOptions,
): Promise<Response> {
  const { auth, limits } = options
  const { method } = asked
  const { signal } = c.req.raw
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const sent = { ...asked, ...(hasBody ? await jsonBody(c, asked) : await getBody(c, asked)) }
  const ask = async (more: Partial<Exchange>) => {
    const reply = await exchange({ ...sent, ...more })
    return { status: reply.status, text: await readText(reply, MAX_JSON) }
  }
  const { status, text } = isRead(method, path)
    ? await attemptRead((either) => ask({ signal: either }), signal, limits.readMs)
    : await attemptWrite((connectMs) => ask({ signal, connectMs }), signal, limits.restartMs)
  const checked = checkedJson(status, text, {
    what: `${method} ${callIn(path)}`,
    sent: sentBy(sent),
    denied: () => deniedText({ ...sent, path, auth }),
  })
  return new Response(checked, { headers: { 'Content-Type': 'application/json' } })
}

/** What the client sent, as text: an error message may repeat it. */
const sentBy = ({ url, body }: Exchange) => [...new URL(url).searchParams.values(), body].join('\n')

async function jsonBody(c: Context, { headers }: Exchange) {
  const body = await c.req.text()
  // Forward only JSON bodies: a form sent by a foreign page has another type (docs/robustness.md O04, P15).
  if (body && !/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    throw invalid("Bad Request. Content-Type must be one of ['application/json'].")
  return { body, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } }
}

/** Reads the arguments that a GET has in its body (docs/rest-contract.md §1). */
async function getBody(c: Context, { headers }: Exchange): Promise<Partial<Exchange>> {
  const carrier = getWithBody(c)
  if (!carrier) return {}
  const bytes = await readBytes(carrier, JSON_BYTES)
  const body = new TextDecoder().decode(bytes)
  return { body, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } }
}
