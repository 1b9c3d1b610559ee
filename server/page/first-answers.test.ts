import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Hono } from 'hono'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import type { Rights } from '#contract/access/access.ts'
import { createClient } from '#contract/client.ts'
import { ApiError } from '#contract/errors.ts'
import { createApp } from '../app.ts'
import { defaults } from '../config/config.ts'
import { embedded } from '../embedded/backend.ts'
import { openDb } from '../embedded/db.ts'
import { openHeavyReaders } from '../embedded/heavy/heavy-readers.ts'
import { openArtifacts } from '../embedded/store/artifacts/artifacts.ts'
import { type Caller, openAccounts } from '../testing/accounts.ts'
import { fillMany } from '../testing/many-of-everything.ts'

const dist = mkdtempSync(join(tmpdir(), 'modelshelf-dist-'))
writeFileSync(join(dist, 'index.html'), '<html><head><!--modelshelf--></head><body>app</body></html>')
afterAll(() => rmSync(dist, { recursive: true, force: true }))

// On a busy machine the document would do without some answers.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }))
afterAll(() => void vi.useRealTimers())

function open(basePath = '') {
  const artifacts = openArtifacts(join(dist, 'artifacts'), join(dist, 'tmp'))
  const backend = embedded({ ...defaults, db: openDb(':memory:'), artifacts })
  const app = createApp({ backend, config: { basePath }, dist })
  const base = `http://localhost${basePath}/`
  return { app, base, call: createClient(base, async (url, init) => app.request(url, init)) }
}

async function pageOf(app: Hono, url: string, headers: Record<string, string> = {}) {
  // As a browser follows a link on another site.
  const navigation = { Accept: 'text/html', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }
  const response = await app.request(url, { headers: { ...navigation, ...headers } })
  const html = await response.text()
  const block = /<script type="application\/json" id="first-answers">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}'
  const calls = [...html.matchAll(/<meta name="first-call" content="([^"]*)"/g)].map(([, url = '']) =>
    url.replaceAll('&amp;', '&'),
  )
  return { html, response, calls, answers: JSON.parse(block) as Record<string, string> }
}

test('the document has the answers that the page would get, to the letter', async () => {
  const { app, base, call } = open('/shelf')
  const { experiment_id } = await call('createExperiment', { name: 'fares' })
  const { run } = await call('createRun', { experiment_id })
  const { run_id, artifact_uri = '' } = run.info
  const stored = artifact_uri.replace('mlflow-artifacts:/', `${base}api/2.0/mlflow-artifacts/artifacts/`)
  for (const [name, body] of [
    ['MLmodel', 'flavors: {}\nsignature: "<b>"\n'],
    ['requirements.txt', 'mlflow==3.1\n'],
  ] as const)
    await app.request(`${stored}/model/${name}`, { method: 'PUT', body })
  await call('createModel', { name: 'a b&c', description: 'Predicts *fares*.' })
  await call('createVersion', { name: 'a b&c', source: `${artifact_uri}/model`, run_id })
  const { answers, response } = await pageOf(app, `${base}models/a%20b%26c/versions/1`)
  expect(Object.keys(answers).map((url) => url.replace(/\?.*/, ''))).toEqual([
    'ajax-api/2.0/mlflow/model-versions/get',
    'ajax-api/2.0/mlflow/runs/get',
    'ajax-api/2.0/mlflow/experiments/get',
    'ajax-api/2.0/mlflow/artifacts/list',
    'get-artifact',
    'get-artifact',
  ])
  const model = await pageOf(app, `${base}models/a%20b%26c`)
  expect(Object.keys(model.answers)).toHaveLength(4) // its run too
  for (const [url, text] of Object.entries({ ...answers, ...model.answers }))
    expect(await (await app.request(base + url)).text(), url).toBe(text)
  expect(response.headers.get('Cache-Control')).toBe('private, no-store')
})

test('the document has the text of the selected file, with its marks, and no bytes', async () => {
  const { app, base, call } = open()
  const { run } = await call('createRun', { experiment_id: '0' })
  const { run_id, artifact_uri = '' } = run.info
  const stored = artifact_uri.replace('mlflow-artifacts:/', `${base}api/2.0/mlflow-artifacts/artifacts/`)
  await app.request(`${stored}/facts.json`, { method: 'PUT', body: '\uFEFF{"rmse": 7}' })
  await app.request(`${stored}/large.JSON`, { method: 'PUT', body: `"${'x'.repeat(200_000)}"` })
  await app.request(`${stored}/in/latin.csv`, { method: 'PUT', body: new Uint8Array([0x63, 0x61, 0x66, 0xe9]) })
  const files = async (path: string) => {
    const { answers } = await pageOf(app, `${base}runs/${run_id}/artifacts/${path}`)
    return Object.entries(answers)
      .filter(([url]) => /artifact/.test(url))
      .map(([url, text]) => [url.replace(/.*[&?](?=path|run_id)/, ''), text])
  }
  expect((await files('facts.json')).at(-1)).toEqual(['path=facts.json', '\uFEFF{"rmse": 7}'])
  expect((await files('large.JSON')).map(([url]) => url)).not.toContain('path=large.JSON')
  expect((await files('in/latin.csv')).map(([url]) => url)).toEqual([`run_id=${run_id}`, 'path=in'])
})

test('no text in an answer ends its script', async () => {
  const { app, base, call } = open()
  const description = '</script><script>alert(1)</script><!--<script>\u2028 </SCRIPT >'
  await call('createModel', { name: 'hostile', description })
  const { html, answers } = await pageOf(app, `${base}models/hostile`)
  expect(html).not.toMatch(/alert\(1\)<|<!--|<\/SCRIPT >/)
  const text = answers['ajax-api/2.0/mlflow/registered-models/get?name=hostile']
  expect(JSON.parse(text!)).toMatchObject({ registered_model: { description } })
})

test.each<[string, number, number, boolean, string?]>([
  ['a few versions', 5, 100, true],
  ['versions of much text', 25, 4900, false],
  ['versions of text that is longer in a document', 25, 700, false, '<'],
  ['more versions than a page shows at first', 201, 1, false],
] as const)(
  '%s: %i with %i characters each are in the document: %s',
  async (_what, count, length, isThere, text = 'x') => {
    const { app, base, call } = open()
    await call('createModel', { name: 'm' })
    const version = { name: 'm', source: 's3://b/m', description: text.repeat(length) }
    for (let made = 0; made < count; made += 1) await call('createVersion', version)
    const { answers, html } = await pageOf(app, `${base}models/m`)
    expect(Object.keys(answers)).toContain('ajax-api/2.0/mlflow/registered-models/get?name=m')
    expect(Object.keys(answers).some((url) => url.includes('model-versions/search'))).toBe(isThere)
    expect(html.length).toBeLessThan(120_000)
  },
)

test('the first rows of many models and of many runs are in the document', async () => {
  const db = openDb(':memory:')
  fillMany(db, 2100)
  const artifacts = openArtifacts(join(dist, 'artifacts'), join(dist, 'tmp'))
  const readers = openHeavyReaders('', db, { accounts: false }) // opens its file only for what is heavy
  const app = createApp({ backend: embedded({ ...defaults, db, artifacts, readers }), dist })
  const models = await pageOf(app, 'http://localhost/models')
  expect(Object.values(models.answers).join()).toContain('"model 000099"')
  const runs = await pageOf(app, 'http://localhost/experiments/0/runs')
  expect(Object.values(runs.answers).join()).toContain('"run 2099"')
  expect([...models.calls, ...runs.calls]).toEqual([])
})

test('what is too long for the document starts with it', async () => {
  const { app, base, call } = open()
  const { experiment_id } = await call('createExperiment', { name: 'fares' })
  const { run } = await call('createRun', { experiment_id })
  for (let made = 0; made < 20; made += 1) {
    const { run } = await call('createRun', { experiment_id })
    await call('logParam', { run_id: run.info.run_id, key: 'long', value: 'x'.repeat(6000) })
  }
  const { answers, calls } = await pageOf(app, `${base}experiments/${experiment_id}/runs`)
  expect(Object.keys(answers)).toEqual([`ajax-api/2.0/mlflow/experiments/get?experiment_id=${experiment_id}`])
  expect(calls).toEqual(['ajax-api/2.0/mlflow/runs/search'])
  const { artifact_uri = '', run_id } = run.info
  const stored = artifact_uri.replace('mlflow-artifacts:/', `${base}api/2.0/mlflow-artifacts/artifacts/`)
  await app.request(`${stored}/long.txt`, { method: 'PUT', body: 'x'.repeat(200_000) })
  expect((await pageOf(app, `${base}runs/${run_id}/artifacts/long.txt`)).calls).toEqual([
    `get-artifact?run_id=${run_id}&path=long.txt`,
  ])
})

test('what would go to a thread starts with the document, and not for it', async () => {
  const asked: [string, boolean][] = []
  const readers = {
    read: (name: string, _input: unknown, _viewer: unknown, how?: { onlyQuick: boolean }) => {
      if (name !== 'searchModels') return undefined
      asked.push([name, how?.onlyQuick ?? false])
      return how?.onlyQuick ? Promise.reject(new ApiError('TEMPORARILY_UNAVAILABLE', 'long')) : undefined
    },
    close: async () => {},
  }
  const artifacts = openArtifacts(join(dist, 'artifacts'), join(dist, 'tmp'))
  const app = createApp({ backend: embedded({ ...defaults, db: openDb(':memory:'), artifacts, readers }), dist })
  const search = '/ajax-api/2.0/mlflow/registered-models/search?max_results=100&order_by=name+ASC'
  const { answers, calls } = await pageOf(app, 'http://localhost/models')
  expect([answers, calls]).toEqual([{}, [search.slice(1)]])
  expect((await app.request(search)).status).toBe(200)
  expect(asked).toEqual([
    ['searchModels', true],
    ['searchModels', false],
  ])
})

const NAME = 'long '.repeat(30)

/** Registry health with twelve models, each of whose folders has six folders and so many files; `listed` are the folders that were read. */
async function openTwelve(files: number, wait = async () => {}) {
  const listed: string[] = []
  const stored = openArtifacts(join(dist, 'artifacts'), join(dist, 'tmp'))
  async function* list(path: string) {
    listed.push(path)
    await wait()
    yield Array.from({ length: files }, (_, at) => ({ path: `${NAME}${at}`, is_dir: at < 6, file_size: 7 }))
  }
  const backend = embedded({ ...defaults, db: openDb(':memory:'), artifacts: { ...stored, list } })
  const app = createApp({ backend, dist })
  const call = createClient('http://localhost/', async (url, init) => app.request(url, init))
  const { run } = await call('createRun', { experiment_id: '0' })
  const { run_id, artifact_uri } = run.info
  for (let made = 0; made < 12; made += 1) {
    await call('createModel', { name: `m${made}` })
    await call('createVersion', { name: `m${made}`, source: `${artifact_uri}/${made}`, run_id })
  }
  return { listed, asked: () => pageOf(app, 'http://localhost/registry/health') }
}

test.each([
  ['all of twelve folders, and none within them', 10, 12, 12],
  ['the first of twelve long folders', 4000, 2, 8],
] as const)('the document of Registry health reads %s', async (_what, files, least, most) => {
  const { listed, asked } = await openTwelve(files)
  const { answers } = await asked()
  expect(listed.length).toBeGreaterThanOrEqual(least)
  expect(listed.length).toBeLessThanOrEqual(most)
  expect(Object.keys(answers).filter((url) => url.includes('artifacts/list'))).toHaveLength(files === 10 ? 12 : 0)
})

test('nothing more is asked once the document is sent', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { listed, asked } = await openTwelve(10, () => promise)
  const page = asked()
  await vi.waitFor(() => expect(listed).toHaveLength(6))
  vi.advanceTimersByTime(1000)
  expect((await page).html).toContain('app')
  resolve()
  for (let turn = 0; turn < 50; turn += 1) await nextTurn()
  expect(listed).toHaveLength(6)
})

test('refusals are left to the page, which says why', async () => {
  const { app, base } = open()
  const { answers, calls } = await pageOf(app, `${base}models/nobody`)
  expect(calls).toEqual([])
  expect(Object.keys(answers)).not.toContain('ajax-api/2.0/mlflow/registered-models/get?name=nobody')
  expect((await pageOf(app, `${base}models/nobody/versions/1`)).answers).toEqual({})
  expect((await pageOf(app, `${base}models/%E0%A4%A`)).answers).toEqual({})
})

test('the document says what its reader may do', async () => {
  const { app, headersOf, things } = await openAccounts(dist)
  const { model, run, experiment } = things(false, 'manager')
  const rightsOf = async (path: string, caller: Caller) => {
    const { answers } = await pageOf(app, `http://localhost/${path}`, headersOf(caller))
    const told = Object.entries(answers).filter(([asked]) => asked.startsWith('modelshelf/rights '))
    return told.map(([, text]) => JSON.parse(text) as Rights)
  }
  const named = { models: [{ name: model, may: { edit: true } }] }
  for (const path of [`models/${model}`, `models/${model}/versions/1`])
    expect(await rightsOf(path, 'manager')).toMatchObject([named])
  expect(await rightsOf(`models/${model}`, 'reader')).toMatchObject([{ models: [{ may: { edit: false } }] }])
  expect(await rightsOf('models', 'reader')).toMatchObject([{ models: [{ name: model }], administrate: false }])
  const experiments = [{ experiment_id: experiment, may: { edit: true } }]
  for (const path of [`runs/${run}`, `experiments/${experiment}/runs`])
    expect(await rightsOf(path, 'manager')).toMatchObject([{ experiments }])
  const hidden = things(true, 'manager').model
  expect(await rightsOf(`models/${hidden}`, 'reader')).toEqual(await rightsOf('models/nobody', 'reader'))
})

test.each([
  ['settings/audit', ['modelshelf/audit?']],
  ['settings/people', ['modelshelf/people?', 'modelshelf/groups?']],
  ['settings', ['modelshelf/policy']],
] as const)('%s says with accounts who asks, what waits for them and what they may do', async (path, own) => {
  const { app, headersOf } = await openAccounts(dist)
  const { answers } = await pageOf(app, `http://localhost/${path}`, headersOf('admin'))
  const general = ['modelshelf/me', 'modelshelf/requests?', 'modelshelf/rights {}']
  expect(Object.keys(answers)).toEqual(expect.arrayContaining([...general, ...own]))
  expect(JSON.parse(answers['modelshelf/me']!)).toMatchObject({ role: 'admin' })
  const { answers: bare } = await pageOf(app, 'http://localhost/signed-in', headersOf('admin'))
  expect(bare).toEqual({})
})

test('a page that offers nothing to do does not carry what its reader may do', async () => {
  const { app, headersOf } = await openAccounts(dist)
  const { answers } = await pageOf(app, 'http://localhost/registry/which', headersOf('admin'))
  expect(Object.keys(answers)).toEqual(['modelshelf/me', 'modelshelf/requests?'])
})

test('people and the audit log are asked for in the name of admins only, whom the log does not accuse', async () => {
  const { app, headersOf } = await openAccounts(dist)
  for (const path of ['settings/people', 'settings/audit'])
    await pageOf(app, `http://localhost/${path}`, headersOf('reader'))
  const log = await app.request('http://localhost/modelshelf/audit?action=refused', { headers: headersOf('admin') })
  expect(log.status).toBe(200)
  expect(await log.text()).not.toContain('GET')
})

test('the document has only what its reader may read', async () => {
  const { app, headersOf, things } = await openAccounts(dist)
  const closed = things(true, 'manager')
  const opened = things(false, 'manager')
  const pages = ({ model, run, loggedModel }: typeof closed) => [
    'models',
    `models/${model}`,
    `models/${model}/versions/1`,
    `runs/${run}`,
    `logged-models/${loggedModel}`,
  ]
  const seen = async (caller: Caller | undefined, of: typeof closed) => {
    const headers = caller === undefined ? {} : headersOf(caller)
    const each = await Promise.all(pages(of).map((path) => pageOf(app, `http://localhost/${path}`, headers)))
    return each.map(({ answers }) => Object.values(answers).some((text) => text.includes(of.mark)))
  }
  const all = [true, true, true, true, true]
  const none = all.map(() => false)
  expect(await seen('manager', closed)).toEqual(all)
  expect(await seen('reader', opened)).toEqual(all)
  expect(await seen('reader', closed)).toEqual(none)
  for (const caller of [undefined, 'expired', 'revoked', 'deleted', 'invented'] as const)
    expect(await seen(caller, opened), caller).toEqual(none)
})
