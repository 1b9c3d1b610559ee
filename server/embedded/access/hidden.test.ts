import { beforeAll, expect, test } from 'vitest'
import { type Caller, openAccounts, type Things, type World } from '../../testing/accounts.ts'
import { levels } from '../store/accounts/level-words.ts'
import { setLevel } from '../store/accounts/levels.ts'

// What somebody may not read changes nothing of what they are told: no list, count, order, page, length or ETag.

let world: World
let on: Things
beforeAll(async () => {
  world = await openAccounts()
  const made = await world.db.write(() => [1, 2, 3].map(() => world.things(false, 'admin')))
  on = made[1]!
  await put(on)
})

const mlflow = '/api/2.0/mlflow'
const folder = ({ experiment, run }: Things) => `${experiment}/${run}/artifacts`
const put = (things: Things) =>
  world.app.request(`/api/2.0/mlflow-artifacts/artifacts/${folder(things)}/sub/f`, {
    method: 'PUT',
    body: things.mark,
    headers: world.headersOf('admin'),
  })

type Asked = { path: string; body?: object }
const get = (path: string, values: Record<string, string> = {}): Asked => ({
  path: `${path}?${new URLSearchParams(values)}`,
})

const anyOrder = (columns: string[]) => columns.flatMap((column) => [`${column} ASC`, `${column} DESC`])

/** Everything that somebody could ask without naming what is hidden. */
function everything(): Asked[] {
  const ids = [...Array(12).keys()].map(String)
  const words = ['-', 'hush', '%', "'"]
  const orders = {
    models: anyOrder(['name', 'last_updated_timestamp', 'creation_timestamp']),
    versions: anyOrder(['name', 'version_number', 'creation_timestamp']),
    runs: anyOrder(['start_time', 'metrics.`hush-4-metric`', 'tags.k', 'params.k', 'attributes.run_name']),
  }
  const searches = (path: string, by: string[], extra: Record<string, string> = {}): Asked[] => [
    ...by.map((order) => get(path, { order_by: order, max_results: '1', ...extra })),
    ...words.map((word) => get(path, { filter: `name LIKE '%${word.replaceAll("'", "''")}%'`, ...extra })),
    get(path, { filter: `tags.k LIKE 'hush%'`, ...extra }),
    get(path, { filter: `tags.k != 'hush-4'`, ...extra }),
  ]
  return [
    ...searches(`${mlflow}/registered-models/search`, orders.models),
    ...searches(`${mlflow}/model-versions/search`, orders.versions),
    get(`${mlflow}/model-versions/search`, {
      filter: `source_path LIKE 's3://%'`,
      order_by: 'creation_timestamp DESC',
    }),
    get(`${mlflow}/experiments/search`, { max_results: '2' }),
    get(`${mlflow}/experiments/search`, { max_results: '100', view_type: 'ALL', order_by: 'last_update_time DESC' }),
    get('/api/2.0/preview/mlflow/registered-models/list'),
    ...orders.runs.map((order) => ({
      path: `${mlflow}/runs/search`,
      body: { experiment_ids: ids, order_by: [order], max_results: 1, run_view_type: 'ALL' },
    })),
    ...['metrics.`hush-4-metric` > 0', 'tags.k = "hush-4"', "dataset.name LIKE 'hush%'", "run_name LIKE '%-run'"].map(
      (filter) => ({ path: `${mlflow}/runs/search`, body: { experiment_ids: ids, filter } }),
    ),
    { path: `${mlflow}/experiments/search-datasets`, body: { experiment_ids: ids } },
    ...['creation_timestamp', 'name', 'metrics.`hush-4-metric`'].map((field_name) => ({
      path: `${mlflow}/logged-models/search`,
      body: { experiment_ids: ids, max_results: 1, order_by: [{ field_name, ascending: false }] },
    })),
    get(`${mlflow}/registered-models/get`, { name: on.model }),
    get(`${mlflow}/runs/get`, { run_id: on.run }),
    get(`${mlflow}/artifacts/list`, { run_id: on.run }),
    get(`${mlflow}/databricks/registered-models/get`, { name: on.model }),
    get(`${mlflow}/transition-requests/list`, { name: on.model, version: '2' }),
    get('/modelshelf/requests'),
    get('/modelshelf/activities', { name: on.model }),
    get('/modelshelf/stage-history', { name: on.model }),
    get('/modelshelf/model-facts', { names: JSON.stringify([on.model, 'hush-4-model']) }),
    ...['hush', 'hsh-4-model', 'h', 'hush-4', 'huhs'].map((word) => ({
      path: '/modelshelf/find-models',
      body: { words: [word], max_results: 1 },
    })),
    { path: '/modelshelf/which', body: { files: [{ path: '', size: 1, sha256: '0'.repeat(64) }] } },
    { path: '/modelshelf/which', body: { run_id: on.run } },
    get('/modelshelf/policy', { name: on.model }),
    get('/modelshelf/access', { model: on.model }),
    ...['', 'hush-4-model', on.model].flatMap((model_name) => [
      get(`${mlflow}/registry-webhooks/list`, { model_name, max_results: '1' }),
      get('/modelshelf/webhooks', { model_name }),
    ]),
    get(`${mlflow}/registry-webhooks/list`, { events: 'COMMENT_CREATED' }),
    get('/modelshelf/webhooks/deliveries', { webhook: 'hush-4-workspace' }),
    get('/modelshelf/webhooks/deliveries', { webhook: on.webhook }),
    get('/api/2.0/mlflow/webhooks'),
    get('/api/2.0/mlflow/webhooks/hush-4-mlflow'),
    ...['experiments', 'registered-models'].map((kind) =>
      get(`${mlflow}/${kind}/permissions/get`, { name: 'hush-4-model', experiment_id: '9', username: 'reader' }),
    ),
    get('/api/3.0/mlflow/users/permissions/list', { username: 'contributor' }),
    get('/api/3.0/mlflow/users/current/permissions'),
    get('/modelshelf/shared-links', { model: 'hush-4-model' }),
    get('/modelshelf/me'),
    get('/modelshelf/sample'),
    { path: '/modelshelf/rights', body: { models: [on.model, 'hush-4-model'] } },
    get('/api/2.0/mlflow-artifacts/artifacts', { path: folder(on) }),
    get('/api/2.0/mlflow-artifacts/artifacts', { path: on.experiment }),
    get('/api/2.0/mlflow-artifacts/artifacts'),
    get('/get-artifact', { run_id: on.run, path: 'sub/f' }),
  ]
}

/** Every answer with its headers, following pages to their end. */
async function answersTo(caller: Caller): Promise<Record<string, string[]>> {
  const answers: Record<string, string[]> = {}
  for (const { path, body } of everything()) {
    const pages: string[] = []
    for (let token: string | undefined = ''; token !== undefined && pages.length < 20;) {
      const more: Record<string, string> = token ? { page_token: token } : {}
      const url = body ? path : `${path}&${new URLSearchParams(more)}`
      const answer = await world.app.request(url, {
        method: body ? 'POST' : 'GET',
        headers: { ...world.headersOf(caller), 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify({ ...body, ...more }) }),
      })
      const text = await answer.text()
      const headers = [...answer.headers].filter(([name]) => name !== 'date')
      pages.push(JSON.stringify([answer.status, headers, text]))
      token = /"next_page_token":\s*"([^"]+)"/.exec(text)?.[1]
    }
    answers[`${path} ${body ? JSON.stringify(body) : ''}`] = pages
  }
  return answers
}

const textOf = (answers: Record<string, string[]>) => Object.values(answers).join('\n')

test('closed things change no answer, header or page for those who may not read them', async () => {
  const outsiders = ['reader', 'contributor'] as const
  const before = await Promise.all(outsiders.map(answersTo))
  const insider = textOf(await answersTo('manager'))
  const hidden = await world.db.write(() => [1, 2, 3, 4].map(() => world.things(true, 'admin')))
  await Promise.all(hidden.map(put))
  const after = await Promise.all(outsiders.map(answersTo))
  for (const [at, answers] of after.entries())
    for (const [asked, pages] of Object.entries(answers)) expect([asked, pages]).toEqual([asked, before[at]![asked]])
  // The same questions find them for those who may.
  const now = textOf(await answersTo('manager'))
  const names = ['hush-4 description', 'hush-5-run', '93.184.216.34/hush-4', 'hush-4-delivery']
  expect(names.filter((name) => insider.includes(name))).toEqual([])
  expect(names.filter((name) => now.includes(name))).toEqual(names)
})

test('closing a thing takes it out of every answer', async () => {
  const closing = await world.db.write(() => world.things(false, 'admin'))
  await put(closing)
  const open = textOf(await answersTo('reader'))
  expect(open).toContain(closing.mark)
  await world.db.write(() => {
    for (const thing of [
      { kind: 'model', name: closing.model },
      { kind: 'experiment', id: Number(closing.experiment) },
    ] as const)
      setLevel(world.db, thing, { holder: 'everybody' }, levels.none, 'admin')
  })
  const closed = textOf(await answersTo('reader'))
  expect(closed).not.toContain(closing.mark)
  expect(closed).not.toContain(closing.run)
})
