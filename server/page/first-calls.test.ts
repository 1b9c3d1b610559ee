import { expect, test } from 'vitest'
import { type Asking, firstCalls } from './first-calls.ts'
import { pageTemplate } from './document.ts'

const at = (page: Asking['page'], path: string, search = '') => firstCalls({ page, path, search })
const urls = (...asked: Parameters<typeof at>) => at(...asked).map(({ url }) => url)
const mlflow = (call: string) => `ajax-api/2.0/mlflow/${call}`

test('a page asks at once what its URL says', () => {
  expect(urls('models', 'models')).toEqual([mlflow('registered-models/search?max_results=100&order_by=name+ASC')])
  expect(urls('version', 'models/a%20b/versions/12/artifacts/x')).toEqual([
    mlflow('model-versions/get?name=a+b&version=12'),
  ])
  const folder = mlflow('logged-models/m-1/artifacts/directories')
  expect(urls('loggedModel', 'logged-models/m-1')).toEqual([mlflow('logged-models/m-1'), folder])
})

test('a model and what its tab shows are asked for side by side', () => {
  const model = mlflow('registered-models/get?name=a+b%2F%22c%25')
  const versions = mlflow(
    'model-versions/search?filter=name+%3D+%27a+b%2F%22c%25%27&max_results=10000&order_by=version_number+DESC',
  )
  expect(urls('model', '/models/a%20b%2F%22c%25/')).toEqual([model, versions])
  // There may be megabytes of versions, and a policy shows none.
  expect(urls('model', 'models/a%20b%2F%22c%25/policy')).toEqual([model, 'modelshelf/policy?name=a+b%2F%22c%25'])
})

test('the versions of a run are asked for where its page shows them', () => {
  const versions = mlflow('model-versions/search?filter=run_id+%3D+%27r1%27&max_results=10000')
  expect(urls('run', 'runs/r1')).toEqual([mlflow('runs/get?run_id=r1'), versions])
  expect(urls('run', 'runs/r1/metrics')).toEqual([mlflow('runs/get?run_id=r1')])
})

test('compared versions are asked for beside their models and MLmodel files', () => {
  const ids = ['name=a&version=1', 'name=a&version=2', 'name=b&version=1']
  expect(urls('compareVersions', 'compare', '?version=a%401&version=a%402&version=b%401')).toEqual([
    mlflow('registered-models/get?name=a'),
    mlflow('registered-models/get?name=b'),
    ...ids.map((id) => mlflow(`model-versions/get?${id}`)),
    ...ids.map((id) => `model-versions/get-artifact?${id}&path=MLmodel`),
  ])
  expect(urls('compareVersions', 'compare', '?version=a%401')).toEqual([])
})

test('Changes asks for both versions at once if its URL names the other', () => {
  const versions = mlflow(
    'model-versions/search?filter=name+%3D+%27a%27&max_results=10000&order_by=version_number+DESC',
  )
  const [model, own] = [mlflow('registered-models/get?name=a'), mlflow('model-versions/get?name=a&version=2')]
  expect(urls('version', 'models/a/versions/2/changes')).toEqual([versions, model, own])
  expect(urls('version', 'models/a/versions/2/changes', '?against=b/7')).toEqual([
    versions.replace('%27a', '%27b'),
    model,
    own,
    mlflow('model-versions/get?name=b&version=7'),
  ])
})

test('compared runs are asked for by their ids, in their experiments if these are known', () => {
  const versions = mlflow('model-versions/search?filter=run_id+IN+%28%27r1%27%2C%27r2%27%29&max_results=10000')
  expect(at('compareRuns', 'compare/runs', '?runs=r1,r2&experiments=7')).toEqual([
    {
      url: mlflow('runs/search'),
      body: `{"experiment_ids":["7"],"run_view_type":"ALL","max_results":500,"filter":"attributes.run_id IN ('r1', 'r2')"}`,
    },
    { url: versions },
  ])
  expect(urls('compareRuns', 'compare/runs', '?runs=r1,r2')).toEqual([
    mlflow('runs/get?run_id=r1'),
    mlflow('runs/get?run_id=r2'),
    versions,
  ])
})

test('compared runs of experiments are searched in the order that the page has without a choice', () => {
  expect(at('compareRuns', 'compare/runs', '?experiments=1,2&plots=axes')).toEqual([
    {
      url: mlflow('runs/search'),
      body: '{"experiment_ids":["1","2"],"run_view_type":"ACTIVE_ONLY","order_by":["attributes.start_time DESC"],"max_results":200}',
    },
  ])
})

test.each([
  ['compareRuns', 'compare/runs', '?experiments=1&q=fast'],
  ['compareRuns', 'compare/runs', '?experiments=1&first=-metrics.rmse'],
  ['compareRuns', 'compare/runs', ''],
  ['models', 'models', '?q=fare'],
  ['model', 'models/%E0%A4%A', ''],
  ['runs', 'experiments/1/runs', '?q=fast'],
  ['experiments', 'experiments', '?view=deleted'],
  ['which', 'registry/which', ''],
  ['profile', 'settings/profile', ''],
] as const)('nothing is asked at once by %s at %s%s', (page, path, search) => {
  expect(at(page, path, search)).toEqual([])
})

test('experiments are searched for in the order that the page has without a choice', () => {
  expect(at('experiments', 'experiments')).toEqual([
    {
      url: mlflow('experiments/search'),
      body: '{"max_results":100,"view_type":"ACTIVE_ONLY","order_by":["last_update_time DESC"]}',
    },
  ])
})

test('runs are searched beside their experiments', () => {
  expect(at('runs', 'experiments/1,2/runs')).toEqual([
    { url: mlflow('experiments/get?experiment_id=1') },
    { url: mlflow('experiments/get?experiment_id=2') },
    {
      url: mlflow('runs/search'),
      body: '{"experiment_ids":["1","2"],"run_view_type":"ACTIVE_ONLY","order_by":["attributes.start_time DESC"],"max_results":100}',
    },
  ])
})

/** What is asked for besides the run, at a path among its files. */
const read = (path: string) => at('run', `runs/r1/artifacts/${path}`).slice(2)

test('a file is asked for beside the folder it is in, as much of it as is shown', () => {
  const list = mlflow('artifacts/list?run_id=r1')
  expect(read('a%20b.json')).toEqual([
    { url: list },
    { url: 'get-artifact?run_id=r1&path=a+b.json', range: 'bytes=0-1999999' },
  ])
  // What the browser loads by itself, what may be a folder, and what may be a logged model's.
  for (const path of ['plot.png', 'model', '', 'model/requirements.txt']) expect(read(path)).toEqual([{ url: list }])
})

test('the document names the calls, whatever a name contains', () => {
  const calls = at('version', 'models/%22%3E%3Cscript%3E/versions/1')
  const html = pageTemplate('<head><!--modelshelf--></head>')('n', { basePath: '' } as never, { code: [], calls })
  expect(html).toContain(
    '<meta name="first-call" content="ajax-api/2.0/mlflow/model-versions/get?name=%22%3E%3Cscript%3E&amp;version=1" />',
  )
  const post = { url: 'runs/search', body: '{"filter":"<&>"}' }
  expect(
    pageTemplate('<head><!--modelshelf--></head>')('n', { basePath: '' } as never, { code: [], calls: [post] }),
  ).toContain(
    '<meta name="first-call" content="runs/search" data-body="{&quot;filter&quot;:&quot;&lt;&amp;>&quot;}" />',
  )
})
