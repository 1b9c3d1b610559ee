import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loggedModel, madeRun, run, SECRET, uri } from './artifact-shelf.ts'
import { call, expectInvalid, expectRefused, post, send } from './shelf.ts'

// docs/robustness.md S01–S06, L01–L03: sources of versions and locations of experiments.

const version = (body: Record<string, unknown>) => post('model-versions/create', { name: 'm', ...body })

test.each([
  '/etc',
  'file:///etc',
  'FILE:///etc',
  'File:/etc',
  'file:relative',
  'file:////etc',
  'relative/x',
  './x',
  '~',
  '~/x',
  '~root',
  'word',
  '//etc/passwd',
  '%2fetc',
  'file:%2f%2f%2fetc',
  ' /etc',
  '/proc/self/root',
])('S01 refuses the local source %s with a run, with a model, and without', async (source) => {
  for (const more of [{}, { run_id: run }, { model_id: loggedModel }]) expectInvalid(await version({ source, ...more }))
})

const roots = [
  `runs:/${run}/`,
  `${uri}/`,
  'mlflow-artifacts:/',
  'http://h/',
  'https://h/',
  's3://b/',
  'S3://b/',
  'gs://b/',
  'dbfs:/',
  'models:/m/',
  `models:/${loggedModel}/`,
]
const climbs = [
  '../x',
  '%2e%2e/x',
  '%252e%252e/x',
  '..%2fx',
  '.%2e/x',
  'a/../x',
  '..',
  'a/..',
  'a\u0000b',
  'a%00b',
  'a%2f..%2f..%2fx',
]
test.each(roots)('S02 refuses a source below %s that climbs or contains NUL', async (root) => {
  for (const climb of climbs) expectInvalid(await version({ source: root + climb, run_id: run }))
})

test('S03 refuses the source of another run, and files of this server for a run that it does not know', async () => {
  const other = await madeRun()
  const nobody = 'f'.repeat(32)
  for (const body of [
    { source: `${other.artifact_uri}/x`, run_id: run },
    { source: `runs:/${other.run_id}/x`, run_id: run },
    { source: `runs:/${other.run_id}/x` },
    { source: `${uri}/x` },
    { source: `${uri}x/y`, run_id: run },
    { source: `mlflow-artifacts:/0/${run}`, run_id: run },
    { source: 'mlflow-artifacts:/', run_id: run },
    { source: `mlflow-artifacts://h/0/${run}/artifacts/x`, run_id: run },
    { source: `runs:/${run}/x`, run_id: nobody },
    { source: `${uri}/x`, run_id: nobody },
    { source: `mlflow-artifacts:/0/${nobody}/artifacts/x`, run_id: nobody },
    { source: '/etc', run_id: nobody },
  ])
    expectInvalid(await version(body))
})

test('S03 accepts a run of another server with a source that is elsewhere', async () => {
  const run_id = 'e'.repeat(32)
  const run_link = `https://tracking.example/#/experiments/1/runs/${run_id}`
  for (const source of ['s3://b/k', `gs://b/1/${run_id}/artifacts/m`, `runs:/${run_id}/x`]) {
    const answer = await version({ source, run_id, run_link })
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      200,
      { model_version: { source, run_id, run_link } },
    ])
  }
})

test.each([
  'file://host/x',
  '\\\\host\\share',
  '//host/share',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  '',
  ' ',
  '\t',
  's3://b/' + 'x'.repeat(100_000),
])('S04 refuses the source %s', async (source) => expectInvalid(await version({ source })))

test('S05 accepts a run’s own folder, in both spellings', async () => {
  expect((await version({ source: `runs:/${run}/dir`, run_id: run })).status).toBe(200)
  expect((await version({ source: `${uri}/dir`, run_id: run })).status).toBe(200)
})

test('S06 reads nothing outside for any accepted version', async () => {
  // Any of these that is accepted must stay within its own folder.
  for (const source of [
    's3://b/k',
    's3://etc/passwd',
    'dbfs:/etc',
    'gs://b',
    'prompts:/x',
    'models:/m/1',
    'foo:/etc/passwd',
  ])
    await version({ source })
  const { model_versions = [] } = await call('searchVersions', { filter: "name = 'm'" })
  expect(model_versions.length).toBeGreaterThan(5)
  for (const { version: number } of model_versions)
    for (const path of [
      'secret.txt',
      '../secret.txt',
      '../../../../secret.txt',
      '%2e%2e/secret.txt',
      '/etc/passwd',
      'passwd',
      '..',
    ]) {
      const answer = await send(
        'GET',
        `/model-versions/get-artifact?name=m&version=${number}&path=${encodeURIComponent(path)}`,
      )
      expectRefused(answer)
      expect(answer.text).not.toContain(SECRET)
    }
})

const places = async () =>
  (await call('searchExperiments', { max_results: 1000, view_type: 'ALL' })).experiments?.length
test.each([
  's3://b/../x',
  's3://b/a/..',
  's3://b/%2e%2e/x',
  's3://b/%252e%252e/x',
  's3://b/..%2fx',
  's3://b/a\u0000',
  's3://b/a%00',
  'mlflow-artifacts:/../x',
  'mlflow-artifacts:/%2e%2e/x',
  'dbfs:/../x',
  'runs:/x/y',
  'RUNS:/x/y',
  's3://b/k?q=1',
  's3://b/k?q=1/../x',
  's3://b/k#frag',
  's3://b/k;p',
  '\\\\host\\share',
  '//host/share',
  'javascript:alert(1)',
  'JavaScript:x',
  'data:text/html,x',
  'relative/x',
  './x',
  '../x',
  ' ',
  `s3://b/${'x'.repeat(100_000)}`,
])('L01 refuses the location %s', async (artifact_location) => {
  const before = await places()
  expectInvalid(await post('experiments/create', { name: `l01 ${artifact_location}`.slice(0, 60), artifact_location }))
  expect(await places()).toBe(before)
})

test.each([
  '/tmp/x',
  '/',
  'file:///tmp/x',
  'FILE:///tmp/x',
  'File:/tmp/x',
  'file:/tmp/x',
  'file://localhost/tmp/x',
  'file:',
  '%2ftmp',
  ' /tmp/x',
  '~/x',
  '/proc/self/root',
])('L02 refuses the local location %s', async (artifact_location) => {
  const before = await places()
  expectInvalid(await post('experiments/create', { name: `l02 ${artifact_location}`, artifact_location }))
  expect(await places()).toBe(before)
  expect(existsSync('/tmp/x/0')).toBe(false)
})
