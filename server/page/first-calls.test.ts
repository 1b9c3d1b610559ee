import { expect, test } from 'vitest'
import { type Asking, firstCalls } from './first-calls.ts'
import { pageTemplate } from './document.ts'

const at = (page: Asking['page'], path: string, search = '') => firstCalls({ page, path, search })
const mlflow = (call: string) => `ajax-api/2.0/mlflow/${call}`

test('a page asks at once what its URL says', () => {
  expect(at('models', 'models')).toEqual([mlflow('registered-models/search?max_results=100&order_by=name+ASC')])
  expect(at('version', 'models/a%20b/versions/12/artifacts/x')).toEqual([
    mlflow('model-versions/get?name=a+b&version=12'),
  ])
  expect(at('loggedModel', 'logged-models/m-1')).toEqual([mlflow('logged-models/m-1')])
})

test('a model and its versions are asked for side by side, and only on its first tab', () => {
  const model = mlflow('registered-models/get?name=a+b%2F%22c%25')
  expect(at('model', '/models/a%20b%2F%22c%25/')).toEqual([
    model,
    mlflow('model-versions/search?filter=name+%3D+%27a+b%2F%22c%25%27&max_results=10000&order_by=version_number+DESC'),
  ])
  expect(at('model', 'models/a%20b%2F%22c%25/policy')).toEqual([model])
})

test('the versions of a run are asked for where its page shows them', () => {
  const versions = mlflow('model-versions/search?filter=run_id+%3D+%27r1%27&max_results=10000')
  expect(at('run', 'runs/r1')).toEqual([mlflow('runs/get?run_id=r1'), versions])
  expect(at('run', 'runs/r1/metrics')).toEqual([mlflow('runs/get?run_id=r1')])
})

test.each([
  ['models', 'models', '?q=fare'],
  ['model', 'models/%E0%A4%A', ''],
  ['runs', 'experiments/1/runs', '?q=fast'],
  ['experiments', 'experiments', ''],
] as const)('nothing is asked at once by %s at %s%s', (page, path, search) => {
  expect(at(page, path, search)).toEqual([])
})

test('the document names the calls, whatever a name contains', () => {
  const calls = at('version', 'models/%22%3E%3Cscript%3E/versions/1')
  const html = pageTemplate('<head><!--modelshelf--></head>')('n', { basePath: '' } as never, { code: [], calls })
  expect(html).toContain(
    '<meta name="first-call" content="ajax-api/2.0/mlflow/model-versions/get?name=%22%3E%3Cscript%3E&amp;version=1" />',
  )
})
