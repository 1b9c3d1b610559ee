import { createServer, type IncomingMessage, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { freePort } from '../scripts/free-port.ts'

export type Refusal = { status: number; type: string; body: string }
type Asked = {
  method: string
  path: string
  authorization: string | undefined
  workspace: string | undefined
}
/** The fake's own answer; undefined forwards the request. */
export type Answer = (asked: Asked) => Refusal | undefined
type Options = {
  port?: number
  /** What an answer waits for after the request was forwarded. */ hold?: (asked: Asked) => Promise<void> | undefined
}

export type FakeUpstream = { url: string; close: () => Promise<void> }

/**
 * A fake MLflow server behind the Modelshelf under test. It forwards every request to `behind`, a Modelshelf with the
 * embedded backend, except those that `answer` answers.
 */
export async function openFakeUpstream(
  behind: string | ((asked: Asked) => string),
  answer: Answer,
  { port, hold }: Options = {},
): Promise<FakeUpstream> {
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request
    const asked = {
      method,
      path: url.split('?')[0] ?? url,
      authorization: headers.authorization,
      workspace: headers['x-mlflow-workspace']?.toString(),
    }
    const refusal = answer(asked)
    if (refusal) {
      request.resume()
      response.writeHead(refusal.status, { 'Content-Type': refusal.type }).end(refusal.body)
      return
    }
    const { host: _, origin: __, 'x-mlflow-workspace': ___, ...kept } = headers
    const onward = ask(
      new URL(url, typeof behind === 'string' ? behind : behind(asked)),
      { method, headers: kept },
      async (answered: IncomingMessage) => {
        await hold?.(asked)
        response.writeHead(answered.statusCode ?? 502, answered.headers)
        answered.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  }).listen(port ?? (await freePort()), '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // not a string, since it listens on TCP
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The refusals of MLflow's basic-auth app (docs/rest-contract.md §11). */
export const permissionDenied: Refusal = { status: 403, type: 'text/html', body: 'Permission denied' }
export const notAuthenticated: Refusal = {
  status: 401,
  type: 'text/html',
  body: 'You are not authenticated. Please see the documentation on how to authenticate.',
}
/** An MLflow server's answer to an unknown call. */
export const unknownCall: Refusal = {
  status: 404,
  type: 'text/html',
  body: '<!doctype html><title>404 Not Found</title>',
}
