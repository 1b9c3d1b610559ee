import { beforeAll, describe, expect, test } from 'vitest'
import { downloads, modelFolder, openArtifactApp, proxy, runFolder } from '../../../testing/artifacts.ts'
import { contentType, rangeOf } from './bytes-download.ts'

let shelf: Awaited<ReturnType<typeof openArtifactApp>>
const names = [
  'a.txt',
  'page.html',
  'plot.svg',
  'page.xhtml',
  'doc.xml',
  'code.js',
  'paper.pdf',
  'noextension',
  'empty',
]
beforeAll(async () => {
  shelf = await openArtifactApp()
  for (const name of names) {
    await shelf.put(`${runFolder}/dir/${name}`, name === 'empty' ? '' : '0123456789')
    await shelf.put(`${modelFolder}/dir/${name}`, name === 'empty' ? '' : '0123456789')
  }
})

const routes = { ...downloads, proxy: (path: string) => proxy(`${runFolder}/${path}`) }
const get = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  shelf.app.request(url, { method, headers })

describe.each(Object.entries(routes))('by %s', (_route, url) => {
  test.each(names)('D01 D02 D03 sends %s as a download that no browser runs', async (name) => {
    const { status, headers } = await get(url(`dir/${name}`))
    expect(status).toBe(200)
    expect(headers.get('Content-Disposition')).toBe(`attachment; filename=${name}`)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Content-Type')).toMatch(/^[a-z]+\/[a-z+-]+$/)
    expect(headers.get('Content-Security-Policy')).toBe("sandbox; default-src 'none'")
  })

  test('sends the whole file with its validators', async () => {
    const response = await get(url('dir/a.txt'))
    expect(response.headers.get('Content-Length')).toBe('10')
    expect(response.headers.get('Accept-Ranges')).toBe('bytes')
    expect(response.headers.get('Cache-Control')).toBe('no-cache')
    expect(response.headers.get('ETag')).toMatch(/^"[^"]+"$/)
    expect(Date.parse(response.headers.get('Last-Modified') ?? '')).toBeGreaterThan(Date.now() - 60_000)
    expect(await response.text()).toBe('0123456789')
  })

  test('A17 sends ranges', async () => {
    const part = await get(url('dir/a.txt'), { Range: 'bytes=2-4' })
    expect([part.status, part.headers.get('Content-Range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234'])
    const many = await get(url('dir/a.txt'), { Range: `bytes=${Array(500).fill('0-9').join(',')}` })
    expect([many.status, await many.text()]).toEqual([200, '0123456789'])
    const outside = await get(url('dir/a.txt'), { Range: 'bytes=10-' })
    expect([outside.status, outside.headers.get('Content-Range')]).toEqual([416, 'bytes */10'])
    expect(await outside.json()).toMatchObject({ error_code: 'RANGE_NOT_SATISFIABLE' })
    const empty = await get(url('dir/empty'))
    expect([empty.status, empty.headers.get('Content-Length'), await empty.text()]).toEqual([200, '0', ''])
  })

  test('answers 304 for an unchanged file, and a range only of the same file', async () => {
    const { headers } = await get(url('dir/a.txt'))
    const etag = headers.get('ETag') ?? ''
    const modified = headers.get('Last-Modified') ?? ''
    for (const condition of [{ 'If-None-Match': `"x", W/${etag}` }, { 'If-Modified-Since': modified }]) {
      const response = await get(url('dir/a.txt'), condition)
      expect([response.status, response.headers.get('ETag'), await response.text()]).toEqual([304, etag, ''])
    }
    expect((await get(url('dir/a.txt'), { 'If-None-Match': '"x"', 'If-Modified-Since': modified })).status).toBe(200)
    expect((await get(url('dir/a.txt'), { 'If-Modified-Since': 'yesterday' })).status).toBe(200)
    expect((await get(url('dir/a.txt'), { Range: 'bytes=0-1', 'If-Range': etag })).status).toBe(206)
    expect((await get(url('dir/a.txt'), { Range: 'bytes=0-1', 'If-Range': '"x"' })).status).toBe(200)
  })

  test('R07 HEAD has the headers of GET and no body', async () => {
    const response = await get(url('dir/a.txt'), { Range: 'bytes=0-1' }, 'HEAD')
    expect([response.status, response.headers.get('Content-Length'), await response.text()]).toEqual([200, '10', ''])
  })

  test('A16 refuses a folder and a missing file in JSON', async () => {
    expect(await (await get(url('dir'))).json()).toMatchObject({
      error_code: 'INVALID_PARAMETER_VALUE',
      message: expect.stringMatching(/^Artifact path refers to a directory, not a file: '.*\/dir'$/),
    })
    const missing = await get(url('<script>'))
    expect([missing.status, missing.headers.get('Content-Type')]).toEqual([404, 'application/json'])
    expect(await missing.json()).toMatchObject({
      error_code: 'RESOURCE_DOES_NOT_EXIST',
      message: expect.stringMatching(/^No such artifact: '1\/.*\/artifacts\/<script>'$/),
    })
  })
})

describe.each(Object.entries(downloads))('by %s', (_route, url) => {
  test.each(['../../../x', 'a/../../x', '/etc/passwd', 'file:///etc/passwd', 'a\\b', 'a\0b', 'a\r\nX: y'])(
    'A02 A03 A04 A13 refuses %j',
    async (path) => expect((await get(url(path))).status).toBe(400),
  )

  test.each(['%2e%2e/%2e%2e/x', '....//x', '..;/x', '\uFF0E\uFF0E/x'])(
    'A02 A03 A04 finds nothing named %j',
    async (path) => expect((await get(url(path))).status).toBe(404),
  )
})

test.each([
  '/get-artifact?run_id=r1',
  '/get-artifact?run_id=r1&path=',
  '/get-artifact?run_id=../r1&path=dir/a.txt',
  '/get-artifact?path=dir/a.txt',
  '/get-artifact?run_id=far&path=dir/a.txt',
  '/get-artifact?run_id=r1&path=%zz',
  '/model-versions/get-artifact?name=churn&version=1',
  '/model-versions/get-artifact?name=churn&path=dir/a.txt',
  '/model-versions/get-artifact?version=1&path=dir/a.txt',
  '/model-versions/get-artifact?name=churn&version=2&path=dir/a.txt',
  '/model-versions/get-artifact?name=churn&version=..%2F1&path=dir/a.txt',
  '/model-versions/get-artifact?name=..%2Fchurn&version=1&path=dir/a.txt',
  '/ajax-api/2.0/mlflow/logged-models/m-1/artifacts/files',
  '/ajax-api/2.0/mlflow/logged-models/..%2Fm-1/artifacts/files?artifact_file_path=dir/a.txt',
])('A12 refuses %s', async (url) => {
  const response = await get(url)
  // An id with a path segment does not exist.
  const isUnknown = /run_id=\.\.|get-artifact\?path|version=2|logged-models\/\.\./.test(url)
  expect(response.status).toBe(isUnknown ? 404 : 400)
  expect(await response.json()).toMatchObject({ error_code: expect.any(String) })
})

test('accepts run_uuid, and takes the first of repeated parameters', async () => {
  expect((await get('/get-artifact?run_uuid=r1&path=dir/a.txt&path=../x')).status).toBe(200)
})

test('S06 reads a version only within its run’s folder, and not if its files are elsewhere', async () => {
  await shelf.call('createVersion', { name: 'churn', source: 's3://bucket/model' })
  await shelf.call('createVersion', { name: 'churn', source: 'runs:/r1/dir', run_id: 'r1' })
  const far = await get('/model-versions/get-artifact?name=churn&version=2&path=MLmodel')
  expect(far.status).toBe(400)
  expect(await far.json()).toMatchObject({ message: expect.stringContaining('s3://bucket/model') })
  const run = await get('/model-versions/get-artifact?name=churn&version=3&path=a.txt')
  expect(await run.text()).toBe('0123456789')
})

test.each([
  ['a.json', 'text/plain'],
  ['MLmodel', 'text/plain'],
  ['conda.yaml', 'text/plain'],
  ['x.js', 'text/plain'],
  ['page.html', 'text/html'],
  ['plot.svg', 'image/svg+xml'],
  ['plot.png', 'image/png'],
  ['paper.pdf', 'application/pdf'],
  ['model.pkl', 'application/octet-stream'],
  ['constructor', 'application/octet-stream'],
  ['x.__proto__', 'application/octet-stream'],
  ['noextension', 'application/octet-stream'],
])('%s is %s', (name, type) => expect(contentType(name)).toBe(type))

test.each([
  ['a.txt', 'filename=a.txt'],
  ['with space.txt', 'filename="with space.txt"'],
  ['a+b~c!d.txt', 'filename=a+b~c!d.txt'],
  ['quo"te\'s.txt', 'filename="quo\\"te\'s.txt"'],
  ['a;b,c=d.txt', 'filename="a;b,c=d.txt"'],
  ['(x)[y]{z}@&#.txt', 'filename="(x)[y]{z}@&#.txt"'],
  ['100%.txt', 'filename=100%.txt'],
  ['%41.txt', "filename=%41.txt; filename*=UTF-8''%2541.txt"],
  ['é.txt', 'filename="?.txt"; filename*=UTF-8\'\'%C3%A9.txt'],
  ['模型*.bin', 'filename="??*.bin"; filename*=UTF-8\'\'%E6%A8%A1%E5%9E%8B%2A.bin'],
  ['\u202Etxt.exe', 'filename="?txt.exe"; filename*=UTF-8\'\'%E2%80%AEtxt.exe'],
])('D04 D06 names %j exactly, in ASCII', async (name, parameters) => {
  await shelf.put(`${runFolder}/dir/${name}`, 'x')
  const { headers } = await get(routes.proxy(`dir/${name}`))
  expect(headers.get('Content-Disposition')).toBe(`attachment; ${parameters}`)
})

test.each([
  ['bytes=0-3', { start: 0, end: 3 }],
  ['bytes=4-', { start: 4, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=9-99', { start: 9, end: 9 }],
  [`bytes=0-${'9'.repeat(400)}`, { start: 0, end: 9 }],
  ['Bytes=0-0', { start: 0, end: 0 }],
  ['bytes=10-', 'unsatisfiable'],
  [`bytes=${'9'.repeat(400)}-`, 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=3-2', undefined],
  ['bytes=-', undefined],
  ['bytes=a-b', undefined],
  ['bytes', undefined],
  ['lines=0-3', undefined],
  ['bytes=0-1,3-4', undefined],
  [undefined, undefined],
])('A17 reads %s of ten bytes as %j', (header, range) => expect(rangeOf(header, 10)).toEqual(range))

test('A17 no range of an empty file can be satisfied', () => {
  expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable')
  expect(rangeOf('bytes=-1', 0)).toBe('unsatisfiable')
})
