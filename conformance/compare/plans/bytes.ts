import type { Kind, Step, Upload } from '../engine/plan.ts'
import type { Request } from '../engine/wire.ts'
import { climbing } from './artifacts.ts'
import { anExperiment } from './experiments.ts'
import { aRun } from './runs.ts'

/** A route that sends or receives bytes, with its requests listed one by one. */
export type BytesPlan = {
  route: string
  /** The subject of the requests, if not a run with files. */
  subject?: readonly (Step | Upload)[]
  cases: readonly { kind: Kind; what: string; request: Request }[]
}

const someFiles: readonly Upload[] = [
  { upload: 'a.txt', text: 'hello' },
  { upload: 'dir/b.json', text: '{"a":1}' },
  { upload: 'dir/page.html', text: '<b>x</b>' },
  { upload: 'dir/é q.csv', text: 'a,b' },
  { upload: 'dir/plain', text: 'x' },
  { upload: 'empty', text: '' },
]

/** A run and a model version with the same files. */
export const aRunWithFiles: readonly (Step | Upload)[] = [
  ...aRun,
  ...someFiles,
  { call: 'createModel', input: { name: 'files-{n}' } },
  { call: 'createVersion', input: { name: 'files-{n}', source: '{root}', run_id: '{run}' } },
]

const aLoggedModelWithFiles: readonly (Step | Upload)[] = [
  ...anExperiment,
  {
    call: 'createLoggedModel',
    input: { experiment_id: '{experiment}', name: 'lm' },
    keep: { model: 'model.info.model_id', root: 'model.info.artifact_uri' },
  },
  ...someFiles,
]

export type Query = readonly (readonly [string, string])[]
export const get = (path: string, query: Query = [], headers: Record<string, string> = {}): Request => ({
  method: 'GET',
  path,
  query,
  headers,
})
export const each = (kind: Kind, values: readonly string[], make: (value: string) => Request) =>
  values.map((value) => ({ kind, what: value, request: make(value) }))

const files = ['a.txt', 'dir/b.json', 'dir/page.html', 'dir/é q.csv', 'dir/plain']
const edges = ['empty', 'dir//b.json', './a.txt', 'dir/./b.json']
const wrong = ['nowhere', './nowhere', 'dir', 'dir/.', '.', 'a.txt/x', ...climbing, 'a\0b']
const proxy = (path: string) => `api/2.0/mlflow-artifacts/artifacts/${path}`
const segments = (path: string) => path.split('/').map(encodeURIComponent).join('/')
const below = (path: string) => proxy(`{folder}/${segments(path)}`)
const ranges = ['bytes=0-1', 'bytes=2-', 'bytes=-2', 'bytes=0-100']

const reads = (route: string, make: (path: string) => Request): BytesPlan => ({
  route,
  cases: [
    ...each('valid', files, make),
    ...each('boundary', edges, make),
    ...each('invalid', wrong, make),
    ...each('valid', ranges, (range) => ({ ...make('a.txt'), headers: { Range: range } })),
    ...each('invalid', ['bytes=9-', 'bytes=5-'], (range) => ({ ...make('a.txt'), headers: { Range: range } })),
  ],
})

const put = (path: string, text: string): Request => ({ method: 'PUT', path, bytes: text })
const upload = (query: Query, bytes: string): Request => ({
  method: 'POST',
  path: 'ajax-api/2.0/mlflow/upload-artifact',
  query,
  bytes,
  headers: { 'Content-Type': 'application/octet-stream' },
})
const modelFiles = 'ajax-api/2.0/mlflow/logged-models/{model}/artifacts/files'
const run = ['run_uuid', '{run}'] as const

export const bytesPlans: readonly BytesPlan[] = [
  reads('GET get-artifact', (path) =>
    get('get-artifact', [
      ['run_id', '{run}'],
      ['path', path],
    ]),
  ),
  reads('GET model-versions/get-artifact', (path) =>
    get('model-versions/get-artifact', [
      ['name', 'files-{n}'],
      ['version', '1'],
      ['path', path],
    ]),
  ),
  {
    ...reads('GET logged-models/<id>/artifacts/files', (path) => get(modelFiles, [['artifact_file_path', path]])),
    subject: aLoggedModelWithFiles,
  },
  reads('GET mlflow-artifacts/artifacts/<path>', (path) => get(below(path))),
  {
    route: 'GET mlflow-artifacts/artifacts',
    cases: [
      ...each('valid', ['{folder}', '{folder}/dir'], (path) => get(proxy('').slice(0, -1), [['path', path]])),
      ...each(
        'boundary',
        ['{folder}/', '{folder}/.', '{folder}/./dir', '{folder}//dir/.', '{folder}/a.txt', '{folder}/nowhere'],
        (path) => get(proxy('').slice(0, -1), [['path', path]]),
      ),
      ...each('invalid', climbing, (path) => get(proxy('').slice(0, -1), [['path', path]])),
    ],
  },
  {
    route: 'PUT mlflow-artifacts/artifacts/<path>',
    cases: [
      ...each('valid', ['new.txt', 'deep/er/new.bin', 'a b+c%.txt'], (path) => put(below(path), 'new')),
      { kind: 'boundary', what: 'no bytes', request: put(below('nothing'), '') },
      { kind: 'boundary', what: 'over a file', request: put(below('new.txt'), 'again') },
      { kind: 'valid', what: 'what was put', request: get(below('new.txt')) },
      ...each('invalid', ['x/', 'dir'], (path) => put(proxy(`{folder}/${path}`), 'x')),
      ...each('invalid', ['a%2f..%2f..%2fb', '%252e%252e/x', 'a%00b', 'a%0Ab', 'a%5C..%5Cb'], (path) =>
        put(proxy(`{folder}/${path}`), 'x'),
      ),
    ],
  },
  {
    route: 'DELETE mlflow-artifacts/artifacts/<path>',
    cases: [
      ...each('valid', ['dir/plain', 'dir'], (path) => ({ method: 'DELETE', path: below(path) })),
      ...each('boundary', ['nowhere', 'dir'], (path) => ({ method: 'DELETE', path: below(path) })),
      ...each('invalid', ['a%2f..%2f..%2fb', '%252e%252e/x', 'a%00b'], (path) => ({
        method: 'DELETE',
        path: proxy(`{folder}/${path}`),
      })),
    ],
  },
  {
    route: 'POST upload-artifact',
    cases: [
      { kind: 'valid', what: 'a file', request: upload([run, ['path', 'up.txt']], 'up') },
      { kind: 'valid', what: 'a file in a folder', request: upload([run, ['path', 'u/p.txt']], 'up') },
      { kind: 'boundary', what: 'over a file', request: upload([run, ['path', 'up.txt']], 'again') },
      { kind: 'boundary', what: 'with a dot segment', request: upload([run, ['path', 'u/./q.txt']], 'up') },
      { kind: 'invalid', what: 'no run', request: upload([['path', 'up.txt']], 'up') },
      { kind: 'invalid', what: 'no path', request: upload([run], 'up') },
      { kind: 'invalid', what: 'no bytes', request: upload([run, ['path', 'x']], '') },
      {
        kind: 'invalid',
        what: 'an unknown run',
        request: upload(
          [
            ['run_uuid', 'nope'],
            ['path', 'x'],
          ],
          'up',
        ),
      },
      ...each('invalid', climbing, (path) => upload([run, ['path', path]], 'up')),
    ],
  },
]
