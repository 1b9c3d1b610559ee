import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { call, expectInvalid, expectRefused, get, post, send, server } from './shelf.ts'

// robustness.md A, D, S and L: paths of artifacts, downloads, sources of versions, locations of experiments.

const proxy = '/api/2.0/mlflow-artifacts/artifacts'
const SECRET = 'outside-secret'
let run = ''
let uri = ''
beforeAll(async () => {
  ;({ run_id: run, artifact_uri: uri } = await madeRun())
  writeFileSync(join(server.data, 'secret.txt'), SECRET)
  await put('kept.txt', 'kept')
  await call('createModel', { name: 'm' })
  await call('createVersion', { name: 'm', source: `${uri}/dir`, run_id: run })
})
async function madeRun() {
  const { run_id, artifact_uri = '' } = (await call('createRun', { experiment_id: '0' })).run.info
  return { run_id, artifact_uri }
}
const put = (path: string, body: string) =>
  send('PUT', `${proxy}/0/${run}/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`, {
    body,
    headers: { 'Content-Type': 'text/plain' },
  })
const kept = async () => (await send('GET', `${proxy}/0/${run}/artifacts/kept.txt`)).text

const plain = [
  '../',
  '../../../secret.txt',
  'a/../../secret.txt',
  '/etc/passwd',
  'file:///etc/passwd',
  '..',
  '.',
  './x',
  'a\\..\\x',
  'a\u0000b',
]
const encoded = [
  '%2e%2e/%2e%2e/secret.txt',
  '%252e%252e/secret.txt',
  '%25252e%25252e/secret.txt',
  '..%2f..%2fsecret.txt',
  '%c0%ae%c0%ae/secret.txt',
  '....//secret.txt',
  '..;/secret.txt',
  '．．/secret.txt',
  '%2fetc%2fpasswd',
]

describe('paths that climb', () => {
  test('A01 A05 list nothing outside', async () => {
    for (const path of [...plain, ...encoded])
      for (const answer of [
        await get('artifacts/list', { run_id: run, path }),
        await send('GET', `${proxy}?path=${encodeURIComponent(path)}`),
      ]) {
        if (answer.status === 200) expect(JSON.parse(answer.text).files ?? []).toEqual([])
        expect(answer.text).not.toContain('secret.txt"')
      }
    for (const path of plain.slice(0, 5)) expectInvalid(await get('artifacts/list', { run_id: run, path }))
  })

  test('A02 A03 A04 read nothing outside', async () => {
    for (const path of [...plain, ...encoded]) {
      const once = encodeURIComponent(path)
      for (const url of [
        `/get-artifact?run_id=${run}&path=${once}`,
        `/model-versions/get-artifact?name=m&version=1&path=${once}`,
        `${proxy}/0/${run}/artifacts/${once}`,
        `${proxy}/0/${run}/artifacts/${path.replaceAll(/[^\u0021-\u007e]/g, encodeURIComponent)}`,
        `${proxy}/${once}`,
        `${proxy}/${path.replaceAll(/[^\u0021-\u007e]/g, encodeURIComponent)}`,
      ]) {
        const answer = await send('GET', url)
        expectRefused(answer)
        expect(answer.text).not.toContain(SECRET)
      }
    }
  })

  test('A06 A07 A08 write and remove nothing outside', async () => {
    for (const path of [...plain, ...encoded]) {
      const bare = path.replaceAll(/[^\u0021-\u007e]/g, encodeURIComponent)
      for (const url of [`${proxy}/${bare}`, `${proxy}/0/${run}/artifacts/${bare}`]) {
        await send('PUT', url, { body: 'written', headers: { 'Content-Type': 'text/plain' } })
        await send('DELETE', url)
      }
      const upload = `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=${encodeURIComponent(path)}`
      await send('POST', upload, { body: 'written', headers: { 'Content-Type': 'application/octet-stream' } })
    }
    expect(readFileSync(join(server.data, 'secret.txt'), 'utf8')).toBe(SECRET)
    expect(await kept()).toBe('kept')
  })
})

test('A09 the artifact root is not removed, in any spelling', async () => {
  for (const path of ['', '/', '.', '%2e', 'a/..', '%2e%2e', '//', '/.', '0/..'])
    await send('DELETE', `${proxy}${path.startsWith('/') || path === '' ? path : `/${path}`}`)
  expect(await kept()).toBe('kept')
})

test('A10 A11 links in the artifact folder are neither followed nor written through', async () => {
  const folder = join(server.data, 'artifacts', '0', run, 'artifacts')
  const outside = join(server.data, 'outside')
  mkdirSync(outside)
  writeFileSync(join(outside, 'x'), SECRET)
  symlinkSync(join(outside, 'x'), join(folder, 'file-link'))
  symlinkSync(outside, join(folder, 'folder-link'))
  for (const path of ['file-link', 'folder-link', 'folder-link/x']) {
    expectRefused(await send('GET', `/get-artifact?run_id=${run}&path=${path}`))
    expectRefused(await send('GET', `${proxy}/0/${run}/artifacts/${path}`))
    const listed = await get('artifacts/list', { run_id: run, path })
    if (listed.status === 200) expect(JSON.parse(listed.text).files ?? []).toEqual([])
    await send('PUT', `${proxy}/0/${run}/artifacts/${path}`, {
      body: 'changed',
      headers: { 'Content-Type': 'text/plain' },
    })
    await send('DELETE', `${proxy}/0/${run}/artifacts/${path}`)
  }
  expect(readFileSync(join(outside, 'x'), 'utf8')).toBe(SECRET)
})

test('A12 ids holding path segments and a missing path are refused', async () => {
  for (const id of ['../..', `${run}/..`, '%2e%2e', '.', 'a/b']) {
    expectRefused(await get('artifacts/list', { run_id: id }))
    expectRefused(await send('GET', `/get-artifact?run_id=${encodeURIComponent(id)}&path=kept.txt`))
    expectRefused(await send('GET', `/model-versions/get-artifact?name=${encodeURIComponent(id)}&version=1&path=x`))
    expectRefused(await send('GET', `/model-versions/get-artifact?name=m&version=${encodeURIComponent(id)}&path=x`))
  }
  expectRefused(await send('GET', `/get-artifact?run_id=${run}`))
})

test('A13 control characters and broken escapes inject nothing', async () => {
  for (const path of ['a%00b', 'a%0d%0aX-Injected:%20yes', 'a%1bb', 'a%7fb', 'a%zz', '%', 'a%e0%a4']) {
    for (const url of [`${proxy}/0/${run}/artifacts/${path}`, `/get-artifact?run_id=${run}&path=${path}`]) {
      const answer = await send('GET', url)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.headers['x-injected']).toBeUndefined()
    }
  }
})

test.each([
  'a b',
  'a+b',
  '100%',
  'a%20b',
  'a%2fb',
  'q?x&y=z',
  `"double" 'single'`,
  'ünïcode',
  '日本',
  '👩‍🚀',
  'مرحبا',
  '..a',
  'a..',
  'e\u0301',
  'semi;colon',
  'a=b',
  '~',
  '[x]{y}',
  'CON ',
])('A14 D04 the name %j is stored, listed, read back and named exactly', async (name) => {
  const { run_id } = await madeRun()
  const path = `${proxy}/0/${run_id}/artifacts/${encodeURIComponent(name)}`
  expect((await send('PUT', path, { body: name, headers: { 'Content-Type': 'text/plain' } })).status).toBe(200)
  const { files } = await call('listArtifacts', { run_id })
  expect(files?.map((file) => file.path)).toEqual([name])
  for (const url of [path, `/get-artifact?run_id=${run_id}&path=${encodeURIComponent(name)}`]) {
    const answer = await send('GET', url)
    expect(answer.text).toBe(name)
    const header = String(answer.headers['content-disposition'])
    expect(header).toMatch(/^attachment; [\x20-\x7e]+$/)
    const star = /filename\*=UTF-8''([^;]+)/.exec(header)?.[1]
    const simple = /filename="?((?:[^"\\]|\\.)*?)"?(?:;|$)/.exec(header)?.[1]?.replaceAll(/\\(.)/g, '$1')
    expect(star === undefined ? simple : decodeURIComponent(star)).toBe(name)
  }
})

test('A15 over-long names and paths are refused, or work', async () => {
  for (const path of ['x'.repeat(256), 'd/'.repeat(200) + 'x', 'p'.repeat(6000), 'y/'.repeat(3000)]) {
    const { status } = await send('PUT', `${proxy}/0/${run}/artifacts/${path}`, {
      body: 'x',
      headers: { 'Content-Type': 'text/plain' },
    })
    expect([200, 400, 414, 431]).toContain(status)
  }
})

test('A16 a file is not written onto a folder, below a file, or as a folder', async () => {
  await put('a16/inner', 'inner')
  for (const path of ['a16', 'a16/inner/below', 'a16/', 'kept.txt/x'])
    expectRefused(
      await send('PUT', `${proxy}/0/${run}/artifacts/${path}`, {
        body: 'x',
        headers: { 'Content-Type': 'text/plain' },
      }),
    )
  for (const path of ['a16', 'missing']) expectRefused(await send('GET', `${proxy}/0/${run}/artifacts/${path}`))
  expect(await kept()).toBe('kept')
})

const range = (value: string, file = 'range') =>
  send('GET', `${proxy}/0/${run}/artifacts/${file}`, {
    headers: { Range: value },
    as: `Range: ${value.slice(0, 40)}`,
  })
test('A17 ranges give the right bytes, and 500 of them no more than the file', async () => {
  await put('range', '0123456789')
  await put('empty', '')
  expect(await range('bytes=2-4')).toMatchObject({ status: 206, text: '234' })
  expect(await range('bytes=-3')).toMatchObject({ status: 206, text: '789' })
  expect(await range('bytes=7-')).toMatchObject({ status: 206, text: '789' })
  expect((await range('bytes=20-30')).status).toBe(416)
  for (const odd of ['bytes=x-y', 'bytes=5-2', 'chunks=1-2', 'bytes='])
    expect([200, 400, 416]).toContain((await range(odd)).status)
  const many = await range(`bytes=${Array.from({ length: 500 }, () => '0-9').join(',')}`)
  expect(many.text.length).toBeLessThan(1000)
  expect([200, 416]).toContain((await range('bytes=0-', 'empty')).status)
})

test.each(['page.html', 'image.svg', 'page.xhtml', 'data.xml', 'code.js', 'paper.pdf', 'none'])(
  'D01 D02 D03 %s is downloaded, never shown',
  async (name) => {
    await put(`dir/${name}`, '<script>alert(1)</script>')
    for (const url of [
      `/get-artifact?run_id=${run}&path=dir/${name}`,
      `/model-versions/get-artifact?name=m&version=1&path=${name}`,
      `${proxy}/0/${run}/artifacts/dir/${name}`,
    ]) {
      const { status, headers } = await send('GET', url)
      expect(status).toBe(200)
      expect(headers['content-disposition']).toMatch(/^attachment/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['content-type']).toMatch(/\w+\/\w+/)
      expect(headers['content-security-policy']).toMatch(/sandbox(?!.*allow-(scripts|same-origin))/)
    }
  },
)

test('D05 a script in a name is never reflected as HTML', async () => {
  const script = '<script>alert(1)</script>'
  for (const url of [
    `/get-artifact?run_id=${encodeURIComponent(script)}&path=x`,
    `/get-artifact?run_id=${run}&path=${encodeURIComponent(script)}`,
    `${proxy}/${encodeURIComponent(script)}`,
    `/${encodeURIComponent(script)}`,
    `/api/2.0/mlflow/registered-models/get?name=${encodeURIComponent(script)}`,
  ]) {
    const answer = await send('GET', url)
    if (String(answer.headers['content-type']).includes('html')) expect(answer.text).not.toContain(script)
  }
})

const version = (body: Record<string, unknown>) => post('model-versions/create', { name: 'm', ...body })
test.each(['/etc', 'file:///etc', 'FILE:///etc', 'relative/x', '~/x', 'word', 'file:relative', '//etc/passwd'])(
  'S01 the local source %s is refused, with a run and without',
  async (source) => {
    expectInvalid(await version({ source }))
    expectInvalid(await version({ source, run_id: run }))
  },
)
test('S02 sources that climb are refused', async () => {
  for (const source of [
    'runs:/RUN/../x',
    'runs:/RUN/%2e%2e/x',
    'mlflow-artifacts:/0/RUN/artifacts/../../x',
    'mlflow-artifacts:/0/RUN/artifacts/%252e%252e/x',
    's3://b/../x',
    's3://b/a%00b',
    'http://h/../x',
    'models:/m/../1',
    's3://b/%2e%2e/x',
  ])
    expectInvalid(await version({ source: source.replace('RUN', run), run_id: run }))
})
test('S03 the source of another run, and a run that is not there, are refused', async () => {
  const other = await madeRun()
  expectRefused(await version({ source: `${other.artifact_uri}/x`, run_id: run }))
  expectRefused(await version({ source: `runs:/${other.run_id}/x`, run_id: run }))
  expectRefused(await version({ source: `${uri}/x` }))
  expectRefused(await version({ source: `runs:/${run}/x`, run_id: 'f'.repeat(32) }))
  expectRefused(await version({ source: 's3://b/k', run_id: 'f'.repeat(32) }))
})
test.each([
  'file://host/x',
  '\\\\host\\share',
  'javascript:alert(1)',
  'data:text/html,x',
  '',
  ' ',
  's3://b/' + 'x'.repeat(100_000),
])('S04 %s is no source', async (source) => expectInvalid(await version({ source })))
test('S05 a run’s own folder is taken, in both spellings', async () => {
  expect((await version({ source: `runs:/${run}/dir`, run_id: run })).status).toBe(200)
  expect((await version({ source: `${uri}/dir`, run_id: run })).status).toBe(200)
})
test('S06 no accepted version reads anything outside', async () => {
  const { model_versions = [] } = await call('searchVersions', { filter: "name = 'm'" })
  expect(model_versions.length).toBeGreaterThan(2)
  for (const { version: number } of model_versions)
    for (const path of plain) {
      const answer = await send(
        'GET',
        `/model-versions/get-artifact?name=m&version=${number}&path=${encodeURIComponent(path)}`,
      )
      expectRefused(answer)
      expect(answer.text).not.toContain(SECRET)
    }
})

const locations = [
  's3://b/../x',
  's3://b/%2e%2e/x',
  's3://b/a\u0000',
  'runs:/x/y',
  's3://b/k?q=1/../x',
  's3://b/k#frag',
  '\\\\host\\share',
  'javascript:alert(1)',
  'relative/x',
  `s3://b/${'x'.repeat(100_000)}`,
]
test.each(locations)('L01 the location %s is refused', async (artifact_location) =>
  expectInvalid(await post('experiments/create', { name: `l01 ${artifact_location}`.slice(0, 60), artifact_location })),
)
test.each(['/tmp/x', 'file:///tmp/x', 'FILE:///tmp/x', 'file:/tmp/x', '/proc/self/root'])(
  'L02 the local location %s is refused',
  async (artifact_location) => {
    expectInvalid(await post('experiments/create', { name: `l02 ${artifact_location}`, artifact_location }))
    expect(existsSync('/tmp/x/0')).toBe(false)
  },
)
test('L03 a client’s artifact_uri is no location of files', async () => {
  const made = await post('runs/create', {
    experiment_id: '0',
    artifact_uri: 'file:///etc',
    tags: [{ key: 'mlflow.artifactUri', value: 'file:///etc' }],
  })
  const { run_id, artifact_uri } = JSON.parse(made.text).run.info
  expect(artifact_uri).toBe(`mlflow-artifacts:/0/${run_id}/artifacts`)
  expectRefused(await send('GET', `/get-artifact?run_id=${run_id}&path=passwd`))
})
