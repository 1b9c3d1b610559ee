import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import type { ServerInfo } from '#contract/server-info.ts'
import { cloudPython, packagesOf, startS3 } from '../testbed/cloud.ts'
import { startMlflow } from '../testbed/mlflow.ts'
import { startServer } from '../testbed/server.ts'
import { basic, type Grant, makeAccount, passes, passesGuarded, whileGranted } from './own-accounts.ts'
import { storeDirect, storeProxied } from './store-files.ts'

// In front of the real MLflow 3.18 with accounts, MLFLOW_ARTIFACTS_PRESIGNED_ONLY and an S3 server: no byte of a file passes
// through MLflow.

const python = process.env['MODELSHELF_PYTHON_3_18']
const cloud = python ? cloudPython() : undefined
const folder = mkdtempSync(join(tmpdir(), 'modelshelf-presigned-'))
const stops: (() => Promise<void>)[] = []
let mlflow: string
let shelf: string
let call: Call
/** Where people sign in to their own accounts. */
let own: string
const admin = { name: 'root', password: 'of-root-4c1d91f0' }
const ben = { name: 'ben', password: 'of-ben-77e0c2d4' }

if (!python || !cloud) console.log('!!! No MLflow 3.18, or no S3 server from PyPI: nothing is tried in front of it.')

describe.skipIf(!python || !cloud)('in front of MLflow 3.18', () => {
  beforeAll(async () => {
    const s3 = await startS3(cloud ?? '')
    stops.push(s3.stop)
    const server = await startMlflow({
      python: python ?? '',
      version: '3',
      folder,
      admin,
      place: {
        store: `sqlite:///${join(folder, 'mlflow.db')}`,
        files: s3.place.files,
        env: { ...s3.place.env, PYTHONPATH: packagesOf(cloud ?? ''), MLFLOW_ARTIFACTS_PRESIGNED_ONLY: 'true' },
      },
    })
    stops.unshift(server.stop)
    const front = await startServer(undefined, {
      MLFLOW_TRACKING_URI: server.url,
      MLFLOW_TRACKING_USERNAME: admin.name,
      MLFLOW_TRACKING_PASSWORD: admin.password,
    })
    const people = await startServer(undefined, { MLFLOW_TRACKING_URI: server.url, MODELSHELF_AUTH: 'pass-through' })
    stops.unshift(front.stop, people.stop)
    own = people.url
    mlflow = server.url
    await makeAccount({ mlflow, admin, ben })
    shelf = front.url
    call = createClient(shelf, fetch)
  })
  afterAll(async () => {
    for (const stop of stops) await stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('MLflow itself refuses to carry a file, so the tests below show something', async () => {
    const { run } = await call('createRun', { experiment_id: '0' })
    await storeProxied(shelf, run.info.artifact_uri ?? '', 'a.txt', 'words')
    const query = new URLSearchParams({ run_id: run.info.run_id, path: 'a.txt' })
    const direct = await fetch(`${mlflow}/get-artifact?${query}`, { headers: { Authorization: basic(admin) } })
    expect([direct.status, (await direct.json()).artifacts_presigned_only]).toEqual([403, true])
    expect(await (await fetch(ofRun(run.info.run_id)('a.txt'))).text()).toBe('words')
  })

  test.each(['MLmodel', 'notes/a b & ü.txt', "it's 100% + 模型;.csv"])('reads %s of a run', async (path) => {
    const { run } = await call('createRun', { experiment_id: '0' })
    await storeProxied(shelf, run.info.artifact_uri ?? '', path, 'some words')
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
    await storeDirect(shelf, run.info.run_id, 'plots/a b.html', '<p>plot</p>')
    await expectReadable(ofRun(run.info.run_id), 'plots/a b.html', '<p>plot</p>')
    expect((await call('listArtifacts', { run_id: run.info.run_id, path: 'plots' })).files).toMatchObject([
      { path: 'plots/a b.html' },
    ])
  })

  test('reads the files of a logged model and of a version of it', async () => {
    const { model } = await call('createLoggedModel', { experiment_id: '0', name: 'forest' })
    const { model_id, artifact_uri = '' } = model.info
    await storeProxied(shelf, artifact_uri, 'MLmodel', 'flavors: {}')
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

  test.each<[string, Grant[]]>([
    ['nothing', []],
    ['READ', [['registered_model', 'READ']]],
    ['USE', [['registered_model', 'USE']]],
    ['EDIT', [['registered_model', 'EDIT']]],
    ['MANAGE', [['registered_model', 'MANAGE']]],
    [
      'EDIT, and MANAGE on all versions',
      [
        ['registered_model', 'EDIT'],
        ['registered_model_version', 'MANAGE', '*'],
      ],
    ],
    [
      'MANAGE, but DENY on all versions',
      [
        ['registered_model', 'MANAGE'],
        ['registered_model_version', 'DENY', '*'],
      ],
    ],
    [
      'READ, but EDIT on all models',
      [
        ['registered_model', 'READ'],
        ['registered_model', 'EDIT', '*'],
      ],
    ],
    [
      'MANAGE, but DENY on all models',
      [
        ['registered_model', 'MANAGE'],
        ['registered_model', 'DENY', '*'],
      ],
    ],
  ])('what one is told one may do with a model is what one may do: %s', async (what, grants) => {
    const name = `model with ${what}`
    await call('createModel', { name })
    for (const key of ['1', '2']) await call('createVersion', { name, source: `s3://b/${key}` })
    await call('setAlias', { name, alias: 'a', version: '1' })
    await call('setVersionTag', { name, version: '1', key: 'k', value: 'v' })
    const told = await asBen(grants, name, async (bens) => {
      const { may } = (await bens('getRights', { models: [name] })).models[0]!
      const version = { name, version: '1' }
      const done = {
        edit: await passes(bens('updateModel', { name, description: 'd' })),
        moveToStaging: await passesGuarded(bens('transitionStage', { ...version, stage: 'Staging' })),
        moveToProduction: await passesGuarded(bens('transitionStage', { ...version, stage: 'Production' })),
        remove:
          (await passesGuarded(bens('deleteAlias', { name, alias: 'a' }))) &&
          (await passes(bens('deleteVersionTag', { ...version, key: 'k' }))),
        rename: await passesGuarded(bens('renameModel', { name, new_name: name })),
        manage:
          (await passesGuarded(bens('deleteVersion', version))) && (await passesGuarded(bens('deleteModel', { name }))),
      }
      return { may, done }
    })
    expect(told.may).toMatchObject(told.done)
  })

  test.each<[string, Grant[]]>([
    ['nothing', []],
    ['EDIT', [['experiment', 'EDIT']]],
    ['MANAGE', [['experiment', 'MANAGE']]],
    [
      'EDIT, and MANAGE on all runs',
      [
        ['experiment', 'EDIT'],
        ['run', 'MANAGE', '*'],
      ],
    ],
  ])('what one is told one may do with an experiment is what one may do: %s', async (what, grants) => {
    const { experiment_id } = await call('createExperiment', { name: `experiment with ${what}` })
    const { run } = await call('createRun', { experiment_id })
    const told = await asBen(grants, experiment_id, async (bens) => {
      const { may } = (await bens('getRights', { experiment_ids: [experiment_id] })).experiments[0]!
      const done = {
        edit: await passes(bens('setExperimentTag', { experiment_id, key: 'k', value: 'v' })),
        remove: await passes(bens('deleteRun', { run_id: run.info.run_id })),
        rename: await passes(bens('updateExperiment', { experiment_id, new_name: `renamed with ${what}` })),
        manage: await passes(bens('deleteExperiment', { experiment_id })),
      }
      return { may, done }
    })
    expect(told.may).toMatchObject(told.done)
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

const asBen = <T>(grants: Grant[], thing: string, work: (bens: Call) => Promise<T>) =>
  whileGranted({ mlflow, own, admin, ben }, grants, thing, work)

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
