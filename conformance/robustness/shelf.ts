import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import { startServer } from '../../testbed/server.ts'

// Starts one real server per test file and records every exchange under the row in the test's title, for the table that
// `node scripts/robustness.mjs` prints. Checks rows Z01 and Z02 on every exchange, and row Z03 after each file.

export const server = await startServer()
afterAll(async () => {
  try {
    await expectSound()
  } finally {
    await server.stop()
  }
})
export const call: Call = createClient(server.url, (url, init) => fetch(url, init))
const { hostname, port, host } = new URL(server.url)
export { host, port }

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; text: string }
type Sent = { headers?: Record<string, string>; body?: unknown; as?: string }

/** Sends exactly this path, which `fetch` would normalize, with a JSON body, or with `body` itself if it is text or bytes. */
export async function send(method: string, path: string, { headers = {}, body, as }: Sent = {}): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array || body === undefined
  const bytes = raw ? body : JSON.stringify(body)
  const type = body !== undefined && !('Content-Type' in headers) ? { 'Content-Type': 'application/json' } : {}
  // Node sends no length with the body of a DELETE.
  const length = bytes === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(bytes)) }
  const answer = await exchange(method, path, { ...type, ...length, ...headers }, bytes)
  note(as ?? `${method} ${path}${bytes === undefined ? '' : ` ${String(bytes)}`}`, answer)
  expectHarmless(`${method} ${path}`, answer.status, answer.text)
  return answer
}

function exchange(method: string, path: string, headers: Record<string, string>, body?: string | Uint8Array) {
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: { Host: host, ...headers } }, (incoming) => {
      const pieces: Buffer[] = []
      incoming.on('data', (piece: Buffer) => pieces.push(piece))
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(pieces).toString(),
        }),
      )
    })
    // The server may refuse and close the connection while the body is still being sent.
    sent.on('error', reject)
    sent.end(body)
  })
}

/**
 * Sends these bytes, to this file's server or another, and returns the answer up to when the server closes or is silent for 1.5 s; '' if
 * it closed without an
 * answer. Fails if neither happens within 15 s.
 */
export async function sendRaw(bytes: string, as: string, to = port): Promise<string> {
  const answer = await exchangeRaw(bytes, as, to)
  expectHarmless(as, Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), answer)
  return answer
}

function exchangeRaw(bytes: string, as: string, to: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(to), '127.0.0.1', () => socket.write(bytes))
    let answer = ''
    const end = () => {
      note(as, answer ? answer.split('\r\n', 1).join('') : 'closed')
      socket.destroy()
      resolve(answer)
    }
    socket.on('data', (piece: Buffer) => (answer += piece.toString()))
    socket.on('error', end).on('close', end)
    let silences = 0
    socket.setTimeout(1500, () => {
      silences += 1
      if (answer) return end()
      if (silences < 10) return socket.setTimeout(1500)
      reject(new Error(`No answer to ${as}`))
      return socket.destroy()
    })
  })
}

/** A call of the MLflow API below its usual prefix. */
export const post = (path: string, body: unknown, as?: string) =>
  send('POST', `/api/2.0/mlflow/${path}`, as === undefined ? { body } : { body, as })
export const get = (path: string, query: Record<string, string> = {}, as?: string) =>
  send('GET', `/api/2.0/mlflow/${path}?${new URLSearchParams(query)}`, as === undefined ? {} : { as })

/** Refused as docs/robustness.md means it: 4xx with error_code and message. */
export function expectRefused(answer: Answer, code?: string) {
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(JSON.parse(answer.text)).toEqual({ error_code: code ?? expect.any(String), message: expect.any(String) })
}
export const expectInvalid = (answer: Answer) => expectRefused(answer, 'INVALID_PARAMETER_VALUE')

/** Checks Z01 and Z02: no 5xx, and no stack trace, SQL or server path in an answer. */
export function expectHarmless(sent: string, status: number, text: string) {
  expect(status, `Z01 ${sent}: ${text.slice(0, 200)}`).toBeLessThan(500)
  expect(text).not.toMatch(/\n\s+at |node:internal|SQLITE_|constraint failed|near ".*": syntax/)
  expect(text).not.toContain(server.data)
  expect(text).not.toContain(join(import.meta.dirname, '..', '..', 'server'))
}

/** Checks Z03: the server still works and its database is sound. */
export async function expectSound() {
  const name = `z03 ${randomUUID()}`
  await call('createModel', { name })
  expect((await call('getModel', { name })).registered_model.name).toBe(name)
  const database = new DatabaseSync(join(server.data, 'modelshelf.db'), { readOnly: true })
  try {
    expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([])
  } finally {
    database.close()
  }
}

/** Records one exchange under the first row id in the running test's title. */
export function note(sent: string, answered: Answer | string) {
  const name = expect.getState().currentTestName ?? ''
  const row = /\b[A-Z]\d\d\b/.exec(name)?.[0] ?? ''
  const told = typeof answered === 'string' ? answered : `${answered.status} ${summary(answered.text)}`
  mkdirSync(reports, { recursive: true })
  appendFileSync(
    join(reports, 'robustness.jsonl'),
    `${JSON.stringify({ row, sent: short(sent), answered: short(told) })}\n`,
  )
}
const short = (text: string) => (text.length > 160 ? `${text.slice(0, 150)}… (${text.length})` : text)
const reports = join(import.meta.dirname, '..', '..', 'test-results')

function summary(text: string): string {
  const code = /"error_code":\s*"(\w+)"/.exec(text)?.[1]
  return code ?? text.replaceAll(/\s+/g, ' ')
}
