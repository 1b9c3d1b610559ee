import { execFile } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { createClient } from '#contract/client.ts'
import { openReceiver, type Received } from '../scripts/receiver.ts'
import { startMlflow } from '../testbed/mlflow.ts'
import { type Server, startServer } from '../testbed/server.ts'

// docs/reviews.md §9: webhooks as MLflow 3.17 has them, point by point, and what a crash must not lose.

const python = process.env['MODELSHELF_PYTHON'] ?? ''
const folder = mkdtempSync(join(tmpdir(), 'modelshelf-webhooks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const allowed = { MODELSHELF_ALLOW_WEBHOOKS_TO: '127.0.0.1' }

describe.skipIf(!python)('MLflow’s own client', () => {
  test('is answered as by MLflow, and its receiver is sent the same bytes', async () => {
    const shelf = await startServer(undefined, allowed)
    const mlflow = await startMlflow({
      python,
      version: '3',
      folder,
      place: {
        store: `sqlite:///${join(folder, 'mlflow.db')}`,
        files: join(folder, 'artifacts'),
        env: {
          MLFLOW_WEBHOOK_ALLOWED_SCHEMES: 'http,https',
          MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS: 'true',
          MLFLOW_WEBHOOK_CACHE_TTL: '0',
          MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY: randomBytes(32).toString('base64url').padEnd(44, '='),
        },
      },
    })
    try {
      const [ours, theirs] = await Promise.all([walk(shelf.url), walk(`${mlflow.url}/`)])
      expect(ours.answers).toEqual(theirs.answers)
      expect(ours.sent).toEqual(theirs.sent)
      expect(ours.sent).toHaveLength(TESTS + EVENTS)
    } finally {
      await Promise.all([shelf.stop(), mlflow.stop()])
    }
  })
})

test.skipIf(!python)('the databricks-sdk creates, lists, changes, tests and deletes webhooks', async () => {
  const server = await startServer(undefined, allowed)
  const receiver = await openReceiver()
  try {
    const call = createClient(server.url, fetch)
    await call('createModel', { name: 'tide' })
    await call('createVersion', { name: 'tide', source: 's3://bucket/model' })
    const script = join(import.meta.dirname, 'python', 'databricks_webhooks.py')
    const { stdout } = await promisify(execFile)(python, [script, server.url, receiver.url, 'tide'])
    expect(stdout.trim().split('\n').at(-1)).toBe('whole')
    const received = await receiver.atLeast(3)
    const events = received.map(({ body }) => (JSON.parse(body) as { event: string }).event)
    expect(events).toEqual([
      'MODEL_VERSION_TRANSITIONED_STAGE',
      'COMMENT_CREATED',
      'MODEL_VERSION_TRANSITIONED_TO_STAGING',
    ])
    for (const { headers, body } of received) {
      expect(headers['x-databricks-signature']).toBe(createHmac('sha256', 'plum').update(body).digest('hex'))
      expect(headers.authorization).toBe('Bearer pear')
    }
  } finally {
    await Promise.all([server.stop(), receiver.close()])
  }
})

type Answered = [what: string, ...rest: unknown[]]

/** Runs the walk against a server; gives its answers, and what its receiver got, without ids and times. */
async function walk(url: string) {
  const receiver = await openReceiver()
  try {
    const script = join(import.meta.dirname, 'python', 'webhooks.py')
    const { stdout } = await promisify(execFile)(python, [script, url.replace(/\/$/, ''), receiver.url])
    // MLflow is set to allow http, and says so; we allow it for one host.
    const said = stdout.trim().split('\n').at(-1)!.replaceAll('schemes are: http, https.', 'schemes are: https.')
    const answers = JSON.parse(said) as Answered[]
    await receiver.atLeast(TESTS + EVENTS)
    return { answers, sent: receiver.received.map(plain).toSorted() }
  } finally {
    await receiver.close()
  }
}

/** Deliveries of the walk: tests, and what happens: 19 to a webhook of all events, 2 to another. */
const TESTS = 16
const EVENTS = 21

/** A delivery without its id and times, and whether its signature is right. */
function plain({ path, headers, body }: Received): string {
  const { 'x-mlflow-delivery-id': id, 'x-mlflow-timestamp': time, 'x-mlflow-signature': signature } = headers
  const right = `v1,${createHmac('sha256', 'lime')
    .update(`${String(id)}.${String(time)}.${body}`)
    .digest('base64')}`
  const text = body.replace(/"timestamp": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00"/, '"timestamp": "NOW"')
  const facts = {
    type: headers['content-type'],
    id: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(String(id)),
    time: /^\d{10}$/.test(String(time)),
    signature: signature === undefined ? 'none' : signature === right,
  }
  return `${path} ${JSON.stringify(facts)} ${text}`
}

test('a change that was acknowledged is told after kill -9, in order, with the same id each time', async () => {
  const data = mkdtempSync(join(folder, 'kill-'))
  /** How many deliveries are answered; those after them wait for ever. Undefined: 503 to all. */
  let answered: number | undefined
  const receiver = await openReceiver((_, response) => {
    if (answered === undefined) return response.writeHead(503).end()
    answered -= 1
    return answered < 0 ? undefined : response.end('ok')
  })
  const told = () =>
    receiver.received.map(({ headers, body }) => ({
      id: String(headers['x-modelshelf-delivery-id']),
      name: (JSON.parse(body) as { model_name: string }).model_name,
    }))
  const acknowledged: string[] = []
  let server: Server | undefined
  /** Starts the server, makes changes, waits for so many attempts, and kills it. */
  const round = async (names: string[], count: number) => {
    server = await startServer(data, allowed)
    const call = createClient(server.url, fetch)
    if (acknowledged.length === 0)
      await call('createRegistryWebhook', {
        events: ['REGISTERED_MODEL_CREATED'],
        http_url_spec: { url: receiver.url },
      })
    for (const name of names) {
      await call('createModel', { name })
      acknowledged.push(name)
    }
    await receiver.atLeast(count)
    await server.kill()
  }
  try {
    await round(['a', 'b', 'c'], 1) // refused: to be tried again in some seconds
    answered = 2
    await round(['d', 'e'], 4) // two arrive, and the server dies while it waits for an answer to the third
    answered = Number.POSITIVE_INFINITY
    await round(['f'], 8)
    expect(told().map(({ name }) => name)).toEqual(['a', 'a', 'b', 'c', 'c', 'd', 'e', 'f'])
    expect(new Set(told().map(({ id, name }) => `${id} ${name}`)).size).toBe(acknowledged.length)
  } finally {
    await server?.kill()
    await receiver.close()
  }
})
