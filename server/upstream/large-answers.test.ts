import type { Hono } from 'hono'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeUpstream, openBefore, openFakeUpstream } from '../testing/upstream.ts'
import { jsonChecker } from './large-answers.ts'

// docs/robustness.md P06–P11 for answers of more than 1 MB, which are checked while they pass.

let upstream: FakeUpstream
let app: Hono
beforeEach(async () => {
  upstream = await openFakeUpstream()
  app = openBefore(upstream)
})
afterEach(() => upstream.close())

const ask = async (call: string) => app.request(`http://localhost/api/2.0/mlflow/${call}`)
/** Two pieces of one answer of more than 2 MB. */
const begin = `{"runs": [${'{"a": "x\\"[{NaN", "b": -1.5e-7, "c": NaN}, '.repeat(50_000)}`
const end = '{"a": -Infinity}]}'
const whole = (begin + end).replaceAll(': NaN', ': "NaN"').replace(': -Infinity', ': "-Infinity"')

test('passes on the beginning of a large answer, and answers others, before its end has come', async () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  upstream.answer = ({ url }, response) => {
    if (url?.endsWith('/get')) return void response.end('{"small": 1}', () => resolve())
    response.write(begin)
    void asked.then(() => response.end(end))
  }
  const large = await ask('runs/search')
  expect([large.status, large.headers.get('content-type')]).toEqual([200, 'application/json'])
  const reader = large.body!.getReader()
  const first = await reader.read()
  expect(await (await ask('runs/get')).json()).toEqual({ small: 1 })
  let text = Buffer.from(first.value!).toString()
  for (let next = await reader.read(); !next.done; next = await reader.read())
    text += Buffer.from(next.value).toString()
  expect(text === whole).toBe(true)
  expect(() => JSON.parse(text) as unknown).not.toThrow()
})

test('P11 fails a large answer that breaks off, so that nobody takes it for whole', async () => {
  upstream.answer = (_request, response) => response.write(begin, () => response.destroy())
  await expect(ask('runs/search').then((answer) => answer.text())).rejects.toThrow()
})

test.each([
  ['ends within an object', begin],
  ['goes on after its end', `${begin}${end}{}`],
  ['has an unknown word', `${begin}Undefined${end}`],
  ['has half a word', `${begin}nul${end}`],
  ['closes another bracket', `{"runs":[${' '.repeat(2_000_000)}}]`],
])('P10 fails a large answer that %s', async (_what, text) => {
  upstream.answer = (_request, response) => response.end(text)
  await expect(ask('runs/search').then((answer) => answer.text())).rejects.toThrow()
})

test.each([
  ['P09 HTML with 200', 200, 502, 'BAD_GATEWAY'],
  ['P06 an HTML error', 500, 502, 'BAD_GATEWAY'],
  ['P08 403', 403, 403, 'PERMISSION_DENIED'],
])('%s is refused in our words, however large', async (_what, status, ours, code) => {
  upstream.answer = (_request, response) => response.writeHead(status).end(`<html>${'secret'.repeat(500_000)}`)
  const response = await ask('runs/search')
  expect([response.status, await response.json()]).toEqual([ours, { error_code: code, message: expect.any(String) }])
})

test('stops MLflow’s answer when the client leaves', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  upstream.answer = (_request, response) => response.once('close', resolve).write(begin)
  const reader = (await ask('runs/search')).body!.getReader()
  await reader.read()
  await reader.cancel()
  await closed
})

test('finds bare numbers wherever the pieces are cut', () => {
  const text = '{"a": NaN, "NaN": [-Infinity,Infinity, -1, null,NaN], "b\\\\": "\\"NaN", "c": true} '
  const quoted = '{"a": "NaN", "NaN": ["-Infinity","Infinity", -1, null,"NaN"], "b\\\\": "\\"NaN", "c": true} '
  for (let size = 1; size < text.length; size++) {
    const { piece, end } = jsonChecker()
    let out = ''
    for (let at = 0; at < text.length; at += size) out += piece(Buffer.from(text.slice(at, at + size))).toString()
    end()
    expect(out).toBe(quoted)
  }
})
