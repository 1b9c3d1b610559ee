import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import type { ServerInfo } from '#contract/server-info.ts'
import { cloudPython, packagesOf, startS3 } from '../testbed/cloud.ts'
import { startMlflow } from '../testbed/mlflow.ts'
import { startServer } from '../testbed/server.ts'

// In front of the real MLflow 3.18 with MLFLOW_ARTIFACTS_PRESIGNED_ONLY and an S3 server: no byte of a file passes through MLflow.

const python = process.env['MODELSHELF_PYTHON_3_18']
const cloud = python ? cloudPython() : undefined
const folder = mkdtempSync(join(tmpdir(), 'modelshelf-presigned-'))
const stops: (() => Promise<void>)[] = []
let mlflow: string
let shelf: string
let call: Call

describe.skipIf(!python || !cloud)('in front of MLflow 3.18 that gives files by presigned URLs only', () => {
  beforeAll(async () => {
    const s3 = await startS3(cloud ?? '')
    stops.push(s3.stop)
    const server = await startMlflow({
      python: python ?? '',
      version: '3',
      folder,
      place: {
        store: `sqlite:///${join(folder, 'mlflow.db')}`,
        files: s3.place.files,
        env: { ...s3.place.env, PYTHONPATH: packagesOf(cloud ?? ''), MLFLOW_ARTIFACTS_PRESIGNED_ONLY: 'true' },
      },
    })
    stops.unshift(server.stop)
    const front = await startServer(undefined, { MLFLOW_TRACKING_URI: server.url })
    stops.unshift(front.stop)
    mlflow = server.url
    shelf = front.url
    call = createClient(shelf, fetch)
  })
  afterAll(async () => {
    for (const stop of stops) await stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('MLflow itself refuses to carry a file, so the tests below show something', async () => {
    const { run } = await call('createRun', { experiment_id: '0' })
    await storeProxied(run.info.artifact_uri ?? '', 'a.txt', 'words')
    const query = new URLSearchParams({ run_id: run.info.run_id, path: 'a.txt' })
    expect((await fetch(`${mlflow}/get-artifact?${query}`)).status).toBe(403)
    expect(await (await fetch(ofRun(run.info.run_id)('a.txt'))).text()).toBe('words')
  })

  test.each(['MLmodel', 'notes/a b & ü.txt', "it's 100% + 模型;.csv"])('reads %s of a run', async (path) => {
    const { run } = await call('createRun', { experiment_id: '0' })
    await storeProxied(run.info.artifact_uri ?? '', path, 'some words')
    await expectReadable(ofRun(run.info.run_id), path, 'some words')
    const proxied = `${shelf}api/2.0/mlflow-artifacts/artifacts/${run.info.artifact_uri?.replace('mlflow-artifacts:/', '')}`
    await expectReadable(
      (file) => `${proxied}/${file.split('/').map(encodeURIComponent).join('/')}`,
      path,
      'some words',
    )
  })

  test('reads the files of a run whose artifacts are in the store by their own address', async () => {
    const { experiment_id } = await call('createExperiment', { name: 'direct', artifact_location: 's3://shelf/direct' })
    const { run } = await call('createRun', { experiment_id })
    await storeDirect(run.info.run_id, 'plots/a b.html', '<p>plot</p>')
    await expectReadable(ofRun(run.info.run_id), 'plots/a b.html', '<p>plot</p>')
    expect((await call('listArtifacts', { run_id: run.info.run_id, path: 'plots' })).files).toMatchObject([
      { path: 'plots/a b.html' },
    ])
  })

  test('reads the files of a logged model and of a version of it', async () => {
    const { model } = await call('createLoggedModel', { experiment_id: '0', name: 'forest' })
    const { model_id, artifact_uri = '' } = model.info
    await storeProxied(artifact_uri, 'MLmodel', 'flavors: {}')
    await call('finalizeLoggedModel', { model_id, status: 'LOGGED_MODEL_READY' })
    await call('createModel', { name: 'of forest' })
    await call('createVersion', { name: 'of forest', source: `models:/${model_id}`, model_id })
    const files = `${shelf}ajax-api/2.0/mlflow/logged-models/${model_id}/artifacts/files`
    await expectReadable(
      (path) => `${files}?${new URLSearchParams({ artifact_file_path: path })}`,
      'MLmodel',
      'flavors: {}',
    )
    const version = `${shelf}model-versions/get-artifact`
    const id = { name: 'of forest', version: '1' }
    await expectReadable((path) => `${version}?${new URLSearchParams({ ...id, path })}`, 'MLmodel', 'flavors: {}')
  })

  test('offers no upload, and says why where one is tried', async () => {
    const page = await (await fetch(`${shelf}models`)).text()
    const info = JSON.parse(/id="modelshelf">([^<]*)</.exec(page)?.[1] ?? '') as ServerInfo // parsed as in the app
    expect(info).toMatchObject({ mlflowVersion: '3.18.0', capabilities: { proxiedArtifacts: true, uploads: false } })
    const { run } = await call('createRun', { experiment_id: '0' })
    const place = run.info.artifact_uri?.replace('mlflow-artifacts:/', 'api/2.0/mlflow-artifacts/artifacts/')
    const refused = await fetch(`${shelf}${place}/a.txt`, { method: 'PUT', body: 'words' })
    expect(refused.status).toBe(403)
    expect((await refused.json()).message).toContain('takes files only straight into its store')
  })
})

async function post(path: string, body: object): Promise<Record<string, string>> {
  const headers = { 'Content-Type': 'application/json', Origin: new URL(shelf).origin }
  const response = await fetch(`${shelf}api/2.0/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(response.status).toBe(200)
  return (await response.json()) as Record<string, string>
}

/** Stores a file as the 3.18 client does where artifacts go through the server: in one part, straight into the store. */
async function storeProxied(artifactUri: string, path: string, content: string) {
  const file = `${artifactUri.replace('mlflow-artifacts:/', '')}/${path}`
  const [name = ''] = file.split('/').slice(-1)
  const parent = file.slice(0, -name.length - 1)
  const at = (step: string) => `mlflow-artifacts/mpu/${step}/${parent.split('/').map(encodeURIComponent).join('/')}`
  const made = (await post(at('create'), { path: name, num_parts: 1 })) as unknown as {
    upload_id: string
    credentials: { url: string; part_number: number }[]
  }
  const [{ url = '', part_number = 1 } = {}] = made.credentials
  const etag = (await fetch(url, { method: 'PUT', body: content })).headers.get('etag')
  await post(at('complete'), { path: name, upload_id: made.upload_id, parts: [{ part_number, url, etag }] })
}

/** Stores a file of a run whose files MLflow does not carry in any case. */
async function storeDirect(run_id: string, path: string, content: string) {
  const { presigned_url = '' } = await post('mlflow/artifacts/presigned-upload-url', { run_id, path })
  expect((await fetch(presigned_url, { method: 'PUT', body: content })).status).toBe(200)
}

/** Reads it in each way that a page or client does: whole, in part, its length, and one that is missing. */
async function expectReadable(urlOf: (path: string) => string, path: string, content: string) {
  const url = urlOf(path)
  const whole = await fetch(url)
  expect([whole.status, await whole.text()]).toEqual([200, content])
  const name = encodeURIComponent(path.split('/').at(-1) ?? '')
  expect(whole.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${name}`)
  expect(whole.headers.get('content-security-policy')).toContain('sandbox')
  const part = await fetch(url, { headers: { Range: 'bytes=1-3' } })
  expect([part.status, await part.text()]).toEqual([206, content.slice(1, 4)])
  expect((await fetch(url, { headers: { Range: 'bytes=9999-' } })).status).toBe(416)
  const head = await fetch(url, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(content.length)])
  const missing = await fetch(urlOf(`${path}.missing`))
  expect([missing.status, (await missing.json()).error_code]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST'])
}

const ofRun = (run_id: string) => (path: string) => `${shelf}get-artifact?${new URLSearchParams({ run_id, path })}`
