import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createClient } from '#contract/client.ts'
import { createApp } from '../app.ts'
import { defaults } from '../config/config.ts'
import { embedded } from '../embedded/backend.ts'
import { openDb } from '../embedded/db.ts'
import { openArtifacts } from '../embedded/store/artifacts/artifacts.ts'
import { NONE_FOUND, runWhich } from './which-command.ts'

const files = { MLmodel: 'flavors: {}', 'model.pkl': 'a'.repeat(5000), 'data/w': 'b' }

let data: string
let url: string
let folder: string
let socket: string
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  const app = createApp({ backend: embedded({ ...defaults, db: openDb(join(data, 'modelshelf.db')), artifacts }) })
  const server = createServer(getRequestListener(app.fetch)).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const call = createClient(`${url}/`, fetch)
  await call('createModel', { name: 'churn' })
  for (const change of [{}, { 'model.pkl': 'c'.repeat(5000) }]) {
    const { run_id } = (await call('createRun', { experiment_id: '0' })).run.info
    for (const [path, body] of Object.entries({ ...files, ...change }))
      await fetch(`${url}/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/model/${path}`, {
        method: 'PUT',
        body,
      })
    await call('createVersion', { name: 'churn', source: `mlflow-artifacts:/0/${run_id}/artifacts/model`, run_id })
  }
  await call('createVersion', { name: 'churn', source: 's3://bucket/model' })
  await call('transitionStage', { name: 'churn', version: '1', stage: 'Production', archive_existing_versions: false })
  folder = mkdtempSync(join(tmpdir(), 'modelshelf-which-'))
  mkdirSync(join(folder, 'data'))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  // Nobody can read it as a file.
  const listening = createServer().listen((socket = join(data, 'socket')))
  await new Promise((done) => listening.once('listening', done))
  return () => [server, listening].forEach((one) => one.close())
})
afterEach(() => {
  process.exitCode = undefined
})

const live = { name: 'churn', version: '1', current_stage: 'Production' }

test.each([
  ['of the data folder of a server that runs', () => ['--data', data]],
  ['of a server', () => ['--url', `${url}/`]],
])('tells a folder and a file %s', async (_what, flags) => {
  expect(await runWhich([`${folder}/`, ...flags()], 'nowhere')).toBe(
    [
      'churn version 1 (Production)',
      'Similar: churn version 2\t1 of 3 files differs',
      'Not compared: 1 version whose files cannot be read.',
    ].join('\n'),
  )
  expect(process.exitCode).toBeUndefined()
  const file = await runWhich([join(folder, 'model.pkl'), '--json', ...flags()], 'nowhere')
  expect(JSON.parse(file)).toEqual({ exact: [{ ...live, path: 'model.pkl' }], near: [], unread: 1 })
})

test('takes a link to a file as that file, as MLflow’s client does', async () => {
  const linked = mkdtempSync(join(tmpdir(), 'modelshelf-which-'))
  mkdirSync(join(linked, 'data'))
  for (const path of Object.keys(files)) symlinkSync(join(folder, path), join(linked, path))
  symlinkSync('nowhere', join(linked, 'dangling'))
  expect((await runWhich([linked], data)).split('\n')[0]).toBe('churn version 1 (Production)')
  rmSync(linked, { recursive: true })
})

test('prints names so that a terminal does not obey them', async () => {
  const call = createClient(`${url}/`, fetch)
  const { run_id } = (await call('createRun', { experiment_id: '0' })).run.info
  const at = `mlflow-artifacts/artifacts/0/${run_id}/artifacts/lone`
  await fetch(`${url}/api/2.0/${at}`, { method: 'PUT', body: 'escape' })
  const name = 'a\u001b[2J\u202eb'
  await call('createModel', { name })
  await call('createVersion', { name, source: `runs:/${run_id}/lone`, run_id })
  const file = join(folder, '..', `${folder.split('/').at(-1)}.lone`)
  writeFileSync(file, 'escape')
  expect((await runWhich([file], data)).split('\n')[0]).toBe('a\\u{1b}[2J\\u{202e}b version 1')
})

test('says what it takes', async () => {
  expect(await runWhich(['--help'], 'nowhere')).toMatch(/^modelshelf which PATH .*1 for an error$/s)
})

test('ends with 3 where no version has these bytes', async () => {
  const other = join(folder, '..', `${folder.split('/').at(-1)}.bin`)
  writeFileSync(other, 'nobody has this')
  expect(await runWhich([other], data)).toContain('No version has exactly these bytes.')
  expect(process.exitCode).toBe(NONE_FOUND)
})

test('sends the token of MLflow’s client', async () => {
  vi.stubEnv('MLFLOW_TRACKING_TOKEN', 'secret')
  const asked: unknown[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization)
    response.writeHead(401, { 'Content-Type': 'application/json' })
    response.end('{"error_code": "UNAUTHENTICATED", "message": "no"}')
  }).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await expect(runWhich([folder, '--url', at], data)).rejects.toThrow('set MLFLOW_TRACKING_TOKEN')
  expect(asked).toEqual(['Bearer secret'])
  server.close()
  vi.unstubAllEnvs()
})

test.each<[() => string[], string]>([
  [() => [], 'Name a file or folder.'],
  [() => [join(folder, 'no')], 'No file or folder at'],
  [() => [folder, 'more'], 'Name one file or folder.'],
  [() => [folder, '--data', folder], 'There is no data in'],
  [() => [folder, '--url', 'nonsense'], '--url must be the address of a server'],
  [() => [folder, '--url', 'http://127.0.0.1:1'], 'Cannot reach http://127.0.0.1:1'],
  [() => [folder, '--nope'], 'modelshelf which PATH'],
  [() => [join(folder, 'model.pkl', 'below')], 'No file or folder at'],
  [() => [socket], 'Cannot read '],
])('refuses %#', async (argv, words) => {
  await expect(runWhich(argv(), data)).rejects.toThrow(words)
})
