import { expect, test } from 'vitest'
import { bytes, kept, loggedModel, madeRun, proxy, put, run } from './artifact-shelf.ts'
import { call, expectInvalid, expectRefused, send } from './shelf.ts'

// docs/robustness.md A12, A13, A15, A16, L03: odd ids and paths.

const escaped = encodeURIComponent

test('A12 refuses ids with path segments and a missing path', async () => {
  for (const id of ['../..', `${run}/..`, '%2e%2e', '.', 'a/b', 'a\u0000b', `${run}%00`, '']) {
    const other = escaped(id)
    for (const url of [
      `/api/2.0/mlflow/artifacts/list?run_id=${other}`,
      `/get-artifact?run_id=${other}&path=kept.txt`,
      `/model-versions/get-artifact?name=${other}&version=1&path=x`,
      `/model-versions/get-artifact?name=m&version=${other}&path=x`,
      `/ajax-api/2.0/mlflow/logged-models/${other}/artifacts/files?artifact_file_path=x`,
      `/api/2.0/mlflow/logged-models/${other}/artifacts/directories`,
    ]) {
      const answer = await send('GET', url)
      expectRefused(answer)
      expect([400, 404]).toContain(answer.status)
    }
    expectRefused(
      await send('POST', `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${other}&path=x`, {
        body: 'x',
        headers: bytes,
      }),
    )
  }
  for (const url of [
    `/get-artifact?run_id=${run}`,
    `/get-artifact?run_id=${run}&path=`,
    '/model-versions/get-artifact?name=m&version=1',
    `/ajax-api/2.0/mlflow/logged-models/${loggedModel}/artifacts/files`,
  ])
    expectRefused(await send('GET', url))
})

test('A13 control characters and broken escapes inject nothing', async () => {
  for (const path of ['a%00b', 'a%0d%0aX-Injected:%20yes', 'a%1bb', 'a%7fb', 'a%zz', '%', 'a%e0%a4']) {
    const file = `${proxy}/0/${run}/artifacts/${path}`
    for (const [method, url] of [
      ['GET', file],
      ['GET', `/get-artifact?run_id=${run}&path=${path}`],
      ['GET', `/api/2.0/mlflow/artifacts/list?run_id=${run}&path=${path}`],
      ['GET', `${proxy}?path=${path}`],
      ['PUT', file],
      ['POST', `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=${path}`],
      ['DELETE', file],
    ] as const) {
      // `send` checks that there is no 5xx; a query that can't be decoded is the name of a missing file.
      const { status, headers } = await send(
        method,
        url,
        method === 'GET' || method === 'DELETE' ? {} : { body: 'x', headers: bytes },
      )
      if (url === file) expect(status).toBeGreaterThanOrEqual(400)
      expect(headers['x-injected']).toBeUndefined()
    }
  }
})

/** Writes, reads, lists and removes a file in every way; returns the answers. */
async function everyWay(path: string) {
  const file = `${proxy}/0/${run}/artifacts/${path.split('/').map(escaped).join('/')}`
  const upload = `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=${escaped(path)}`
  return [
    await send('PUT', file, { body: 'x', headers: bytes }),
    await send('GET', file),
    await send('POST', upload, { body: 'x', headers: bytes }),
    await send('GET', `/get-artifact?run_id=${run}&path=${escaped(path)}`),
    await send('GET', `/api/2.0/mlflow/artifacts/list?run_id=${run}&path=${escaped(path)}`),
    await send('DELETE', file),
  ]
}
test('A15 refuses names and paths that are too long', async () => {
  for (const path of ['x'.repeat(256), 'é'.repeat(128), 'p'.repeat(6000), 'y/'.repeat(3000) + 'z'])
    for (const answer of await everyWay(path)) expectInvalid(answer)
})
test.each(['x'.repeat(255), 'é'.repeat(127), 'd/'.repeat(200) + 'x'])('A15 accepts the long path %s', async (path) => {
  const answers = await everyWay(path)
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
  expect([answers[1]?.text, answers[3]?.text]).toEqual(['x', 'x'])
})

test('A16 writes no file onto a folder, below a file, or as a folder', async () => {
  await put('a16/inner', 'inner')
  for (const path of ['a16', 'a16/', 'a16/inner/below', 'kept.txt/x', '']) {
    expectRefused(await send('PUT', `${proxy}/0/${run}/artifacts/${path}`, { body: 'x', headers: bytes }))
    const upload = `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=${escaped(path)}`
    expectRefused(await send('POST', upload, { body: 'x', headers: bytes }))
  }
  for (const path of ['a16', 'a16/', 'missing', 'kept.txt/x', '']) {
    expectRefused(await send('GET', `${proxy}/0/${run}/artifacts/${path}`))
    expectRefused(await send('GET', `/get-artifact?run_id=${run}&path=${escaped(path)}`))
  }
  expect(await kept()).toBe('kept')
  expect((await call('listArtifacts', { run_id: run, path: 'a16' })).files?.map((file) => file.path)).toEqual([
    'a16/inner',
  ])
})

test('L03 does not use a client’s artifact_uri as a location', async () => {
  const { run_id } = await madeRun()
  const made = await send('POST', '/api/2.0/mlflow/runs/create', {
    body: {
      experiment_id: '0',
      artifact_uri: 'file:///etc',
      tags: [{ key: 'mlflow.artifactUri', value: 'file:///etc' }],
    },
  })
  const { info } = JSON.parse(made.text).run
  expect(info.artifact_uri).toBe(`mlflow-artifacts:/0/${info.run_id}/artifacts`)
  await call('setRunTag', { run_id, key: 'mlflow.artifactLocation', value: 'file:///etc' })
  for (const id of [run_id, info.run_id]) expectRefused(await send('GET', `/get-artifact?run_id=${id}&path=passwd`))
})
