import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import type { ServerInfo } from '#contract/server-info.ts'
import { type Mlflow, startMlflow } from '../testbed/mlflow.ts'
import { peakMemory } from '../testbed/peak-memory.ts'
import { putBytes } from '../testbed/put-bytes.ts'
import { type Server, startServer } from '../testbed/server.ts'

// The server in front of real MLflow servers, with only requests that a browser or a client sends.

const python3 = process.env['MODELSHELF_PYTHON']
const python2 = process.env['MODELSHELF_PYTHON_2']
const folder = mkdtempSync(join(tmpdir(), 'modelshelf-upstream-'))
const stops: (() => Promise<void>)[] = []
let three: Mlflow
let two: Mlflow
let shelf: Server
let call: Call

describe.skipIf(!python3 || !python2)('in front of a real MLflow server', () => {
  beforeAll(async () => {
    three = await startMlflow({ python: python3 ?? '', version: '3', folder: join(folder, '3') })
    stops.push(three.stop)
    two = await startMlflow({ python: python2 ?? '', version: '2', folder: join(folder, '2') })
    stops.push(two.stop)
    shelf = await open(three.url)
    call = createClient(shelf.url, fetch)
  })
  afterAll(async () => {
    await Promise.all(stops.map((stop) => stop()))
    rmSync(folder, { recursive: true, force: true })
  })

  test('finds out what each version can do', async () => {
    expect(await infoOf(shelf)).toMatchObject({
      mlflowVersion: '3.17.2',
      backend: 'upstream',
      auth: 'operator',
      servers: { tracking: three.url },
      capabilities: { loggedModels: true, stages: true, aliases: true, proxiedArtifacts: true, sampleProject: false },
    })
    expect(await infoOf(await open(two.url))).toMatchObject({
      mlflowVersion: expect.stringMatching(/^2\.22\./),
      capabilities: { loggedModels: false, stages: true, aliases: true, proxiedArtifacts: true, sampleProject: false },
    })
  })

  test('sends calls for models and versions to MLFLOW_REGISTRY_URI, those for runs not', async () => {
    const split = await open(three.url, { MLFLOW_REGISTRY_URI: two.url })
    const here = createClient(split.url, fetch)
    await here('createModel', { name: 'in the registry' })
    const { experiment_id } = await here('createExperiment', { name: 'in tracking' })
    expect(await infoOf(split)).toMatchObject({ servers: { tracking: three.url, registry: two.url } })
    const [onThree, onTwo] = [three, two].map(({ url }) => createClient(`${url}/`, fetch))
    expect((await onTwo!('getModel', { name: 'in the registry' })).registered_model.name).toBe('in the registry')
    await expect(onThree!('getModel', { name: 'in the registry' })).rejects.toThrow(/not found/)
    expect((await onThree!('getExperiment', { experiment_id })).experiment.name).toBe('in tracking')
    await expect(onTwo!('getExperiment', { experiment_id })).rejects.toThrow(/No Experiment/)
  })

  test('passes int64 and NaN through exactly', async () => {
    const { run } = await call('createRun', { experiment_id: '0' })
    const { run_id } = run.info
    const body = `{"run_id": "${run_id}", "key": "m", "value": "NaN", "timestamp": 1, "step": 9007199254740993}`
    const headers = { 'Content-Type': 'application/json', Origin: new URL(shelf.url).origin }
    const logged = await fetch(`${shelf.url}api/2.0/mlflow/runs/log-metric`, { method: 'POST', headers, body })
    expect(logged.status).toBe(200)
    const bulk = `${shelf.url}ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id=${run_id}&metric_key=m`
    const text = await (await fetch(bulk)).text()
    expect(text).toContain('9007199254740993')
    expect(JSON.parse(text).metrics).toMatchObject([{ key: 'm', value: 'NaN' }])
  })

  test.each(['a b.txt', 'é 模型 🚕.txt', '100% & + = ?.txt', "it's;,.txt"])(
    'stores, lists, partly reads and removes an artifact named %s',
    async (name) => {
      const { run } = await call('createRun', { experiment_id: '0' })
      const { run_id, artifact_uri = '' } = run.info
      const proxied = artifact_uri.replace('mlflow-artifacts:/', 'api/2.0/mlflow-artifacts/artifacts/')
      const url = `${shelf.url}${proxied}/d/${encodeURIComponent(name)}`
      expect((await fetch(url, { method: 'PUT', body: 'hello world' })).status).toBe(200)
      expect((await call('listArtifacts', { run_id, path: 'd' })).files).toMatchObject([{ path: `d/${name}` }])

      for (const read of [url, `${shelf.url}get-artifact?${new URLSearchParams({ run_id, path: `d/${name}` })}`]) {
        const whole = await fetch(read)
        expect(await whole.text()).toBe('hello world')
        expect(whole.headers.get('content-disposition')).toMatch(/^attachment/)
        const part = await fetch(read, { headers: { range: 'bytes=6-8' } })
        expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
          206,
          'bytes 6-8/11',
          'wor',
        ])
        const head = await fetch(read, { method: 'HEAD' })
        expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '11', ''])
        expect((await fetch(read, { headers: { range: 'bytes=99-' } })).status).toBe(416)
      }
      expect((await fetch(url, { method: 'DELETE' })).status).toBe(200)
      const gone = await fetch(url)
      expect([gone.status, (await gone.json()).error_code]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST'])
    },
  )

  test('uploads and downloads 1 GB with less than 300 MB of memory', { timeout: 300_000 }, async () => {
    const { run } = await call('createRun', { experiment_id: '0' })
    const proxied = run.info.artifact_uri?.replace('mlflow-artifacts:/', 'api/2.0/mlflow-artifacts/artifacts/')
    const url = `${shelf.url}${proxied}/big.bin`
    const started = Date.now()
    expect(await putBytes(url, GB)).toBe(200)
    const uploaded = Date.now()
    const response = await fetch(url)
    let bytes = 0
    for await (const chunk of response.body ?? []) bytes += chunk.length
    expect(bytes).toBe(GB)
    const peak = peakMemory(shelf)
    console.log(
      `1 GB up in ${(uploaded - started) / 1000} s, down in ${(Date.now() - uploaded) / 1000} s, ` +
        `peak memory ${peak === undefined ? 'unknown on this system' : `${Math.round(peak / 1e6)} MB`}`,
    )
    if (peak !== undefined) expect(peak).toBeLessThan(300e6)
    await fetch(url, { method: 'DELETE' })
  })
})

const GB = 1024 ** 3

async function open(tracking: string, env: Record<string, string> = {}): Promise<Server> {
  const server = await startServer(undefined, { MLFLOW_TRACKING_URI: tracking, ...env })
  stops.push(server.stop)
  return server
}

async function infoOf({ url }: Server): Promise<ServerInfo> {
  const page = await (await fetch(`${url}models`)).text()
  return JSON.parse(/id="modelshelf">([^<]*)</.exec(page)?.[1] ?? '') as ServerInfo // parsed as in the app
}
