import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bytes, kept, loggedModel, proxy, put, run, SECRET } from './artifact-shelf.ts'
import { expectInvalid, expectRefused, get, send, server } from './shelf.ts'

// docs/robustness.md A01–A11: artifact paths that climb, on every route that takes a path.

const ajaxProxy = proxy.replace('/api/', '/ajax-api/')
/** Climbing and absolute paths, not encoded. */
const plain = [
  '../',
  '..',
  '../..',
  '../../../secret.txt',
  'a/../../secret.txt',
  'dir/../kept.txt',
  '/etc/passwd',
  '//etc/passwd',
  'file:///etc/passwd',
  'FILE:/etc/passwd',
  'C:/x',
  'C:\\x',
]
const others = ['./../x', './x', 'a\\..\\x', '..\\..\\secret.txt', 'a\u0000b', 'a\nb', '\t', 'a\u001bb']
/** Spellings that climb if decoded twice or normalized. */
const encoded = [
  '%2e%2e/%2e%2e/secret.txt',
  '%252e%252e/secret.txt',
  '%25252e%25252e/secret.txt',
  '..%2f..%2fsecret.txt',
  '..%5c..%5csecret.txt',
  '%c0%ae%c0%ae/secret.txt',
  '%e0%80%ae%e0%80%ae/secret.txt',
  '....//secret.txt',
  '..;/secret.txt',
  '..%00/secret.txt',
  '．．/secret.txt',
  '%2fetc%2fpasswd',
  '%00',
]
const all = [...plain, ...others, ...encoded]

const escaped = encodeURIComponent
/** Writes a path into a URL as a careless client would, escaping only what a URL can't contain. */
const bare = (path: string) => path.replaceAll(/[^\u0021-\u007e]|[?#]/g, encodeURIComponent)
const spellings = (path: string) => [escaped(path), bare(path)]

test.each(all)('A01 A05 lists nothing outside for %j', async (path) => {
  const once = escaped(path)
  for (const url of [
    `/api/2.0/mlflow/artifacts/list?run_id=${run}&path=${once}`,
    `/ajax-api/2.0/mlflow/artifacts/list?run_uuid=${run}&path=${once}`,
    `/api/2.0/mlflow/logged-models/${loggedModel}/artifacts/directories?artifact_directory_path=${once}`,
    `${proxy}?path=${once}`,
    `${ajaxProxy}?path=${once}`,
  ]) {
    const answer = await send('GET', url)
    if (plain.includes(path)) expectInvalid(answer)
    else if (answer.status === 200) expect(JSON.parse(answer.text).files ?? []).toEqual([])
    else expectRefused(answer)
  }
})

test.each(all)('A02 A03 A04 reads nothing outside for %j', async (path) => {
  const once = escaped(path)
  for (const url of [
    `/get-artifact?run_id=${run}&path=${once}`,
    `/get-artifact?run_uuid=${run}&path=${once}`,
    `/model-versions/get-artifact?name=m&version=1&path=${once}`,
    `/ajax-api/2.0/mlflow/logged-models/${loggedModel}/artifacts/files?artifact_file_path=${once}`,
    ...[proxy, ajaxProxy].flatMap((root) =>
      spellings(path).flatMap((spelled) => [`${root}/${spelled}`, `${root}/0/${run}/artifacts/${spelled}`]),
    ),
  ]) {
    const answer = await send('GET', url)
    expectRefused(answer)
    expect(answer.text).not.toContain(SECRET)
  }
})

/** Every file of the server except its database and the artifacts. */
const outside = () =>
  readdirSync(server.data, { recursive: true, encoding: 'utf8' })
    .filter((file) => !/^artifacts\/|\.db/.test(file))
    .toSorted()

test('A06 A07 A08 writing and removing touch nothing outside', async () => {
  const before = outside()
  for (const path of all) {
    for (const spelled of spellings(path))
      for (const url of [`${proxy}/${spelled}`, `${ajaxProxy}/0/${run}/artifacts/${spelled}`]) {
        const written = await send('PUT', url, { body: 'written', headers: bytes })
        if (written.status !== 200) expectRefused(written)
        const removed = await send('DELETE', url)
        if (removed.status !== 200) expectRefused(removed)
      }
    const upload = `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=${escaped(path)}`
    const sent = await send('POST', upload, { body: 'written', headers: bytes })
    if (plain.includes(path)) expectInvalid(sent)
    else if (sent.status !== 200) expectRefused(sent)
  }
  expect(outside()).toEqual(before)
  expect(readFileSync(join(server.data, 'secret.txt'), 'utf8')).toBe(SECRET)
  expect(existsSync('/x')).toBe(false)
  expect(await kept()).toBe('kept')
})

test('A09 never removes the artifact root, however it is spelled', async () => {
  for (const root of [proxy, ajaxProxy])
    for (const path of [
      '',
      '/',
      '/.',
      '/./',
      '/%2e',
      '/%2e/',
      '/a/..',
      '/a%2f..',
      '/%2e%2e',
      '//',
      '/%2f',
      '/0/..',
      '/?path=',
      '?path=',
    ])
      expectRefused(await send('DELETE', `${root}${path}`))
  expect(await kept()).toBe('kept')
})

test('A18 drops “.” and doubled slashes from every path', async () => {
  await put('dir/dots/a.txt', 'dots')
  await send('PUT', `${proxy}/0/models/${loggedModel}/artifacts/dots/a.txt`, { body: 'dots', headers: bytes })
  const files = [{ is_dir: false, file_size: 4 }]
  for (const folder of ['./dots', 'dots/.', '././dots/./', 'dots//', './/dots']) {
    const path = escaped(folder)
    for (const url of [
      `/api/2.0/mlflow/artifacts/list?run_id=${run}&path=dir/${path}`,
      `/ajax-api/2.0/mlflow/logged-models/${loggedModel}/artifacts/directories?artifact_directory_path=${path}`,
      `${proxy}?path=0/${run}/artifacts/dir/${path}`,
    ])
      expect(JSON.parse((await send('GET', url)).text)).toMatchObject({ files })
    for (const url of [
      `/get-artifact?run_id=${run}&path=dir/${path}/a.txt`,
      `/model-versions/get-artifact?name=m&version=1&path=${path}/./a.txt`,
      `/ajax-api/2.0/mlflow/logged-models/${loggedModel}/artifacts/files?artifact_file_path=${path}/a.txt`,
      `${proxy}/0/${run}/./artifacts/dir/${folder}/a.txt`,
      `${ajaxProxy}/0/${run}/artifacts/dir/${path}/a.txt`,
    ])
      expect(await send('GET', url), url).toMatchObject({ status: 200, text: 'dots' })
  }
  const upload = `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=`
  expect((await send('POST', `${upload}./dir/./up.txt`, { body: 'up', headers: bytes })).status).toBe(200)
  expect((await send('GET', `/get-artifact?run_id=${run}&path=dir/up.txt`)).text).toBe('up')
  for (const path of ['.', 'dir/.', 'new/.'])
    expectInvalid(await send('POST', `${upload}${path}`, { body: 'up', headers: bytes }))
})

test('A10 A11 neither follows nor writes through links in the artifact folder', async () => {
  const folder = join(server.data, 'artifacts', '0', run, 'artifacts')
  const target = join(server.data, 'outside')
  mkdirSync(target)
  writeFileSync(join(target, 'x'), SECRET)
  for (const path of ['file-link', 'folder-link', 'folder-link/x']) {
    if (!existsSync(join(folder, 'file-link'))) symlinkSync(join(target, 'x'), join(folder, 'file-link'))
    if (!existsSync(join(folder, 'folder-link'))) symlinkSync(target, join(folder, 'folder-link'))
    expectRefused(await send('GET', `/get-artifact?run_id=${run}&path=${path}`))
    expectRefused(await send('GET', `${proxy}/0/${run}/artifacts/${path}`))
    for (const listed of [
      await get('artifacts/list', { run_id: run, path }),
      await send('GET', `${proxy}?path=0/${run}/artifacts/${path}`),
    ])
      if (listed.status === 200) expect(JSON.parse(listed.text).files ?? []).toEqual([])
      else expectRefused(listed)
    await send('PUT', `${proxy}/0/${run}/artifacts/${path}`, { body: 'changed', headers: bytes })
    await send('POST', `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=${path}`, {
      body: 'changed',
      headers: bytes,
    })
    await send('DELETE', `${proxy}/0/${run}/artifacts/${path}`)
  }
  expect(readdirSync(target)).toEqual(['x'])
  expect(readFileSync(join(target, 'x'), 'utf8')).toBe(SECRET)
})
