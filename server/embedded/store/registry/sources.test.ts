import { beforeEach, describe, expect, test } from 'vitest'
import { type Fields, modelRoot, openWithSources, root, type WithSources } from '../../../testing/sources.ts'

let call: WithSources['call']
let db: WithSources['db']
let register: WithSources['register']
let uriOf: WithSources['uriOf']
beforeEach(async () => {
  ;({ call, db, register, uriOf } = await openWithSources())
})

describe('a source inside this server', () => {
  test.each([
    [{ source: `${root}/m`, run_id: 'run1' }, `${root}/m`],
    [{ source: root, run_id: 'run1' }, root],
    [{ source: 'runs:/run1/m/n', run_id: 'run1' }, `${root}/m/n`],
    [{ source: 'runs:/run1', run_id: 'run1' }, root],
    // A 3.x client keeps a model it logs as "logged" outside the run's own folder.
    [{ source: 'runs:/run1/logged', run_id: 'run1' }, modelRoot],
    [{ source: 'models:/m-1', model_id: 'm-1' }, modelRoot],
    [{ source: 'models:/m-1', model_id: 'm-1', run_id: 'run1' }, modelRoot],
    [{ source: `${modelRoot}/sub`, model_id: 'm-1' }, `${modelRoot}/sub`],
  ])('S05 %j is kept as sent, and its files are found', async (fields, uri) => {
    const version = await register(fields)
    expect(version).toMatchObject({ source: fields.source, run_id: 'run1' })
    expect(await uriOf(version.version)).toBe(uri)
  })

  test('a source is refused before a tag is', async () => {
    const tags = [{ key: 'a//b', value: '' }]
    await expect(register({ source: 's3://b/../x', tags })).rejects.toThrow('Invalid model version source')
    await expect(register({ source: 's3://b/x', tags })).rejects.toThrow('must not resolve to other names')
  })

  test('is written down at the logged model, however that tag was left', async () => {
    const tag = async () => {
      const row = db.get<{ value: string }>(`SELECT value FROM logged_model_tags WHERE key = 'mlflow.modelVersions'`)
      return JSON.parse(row?.value ?? 'null') as unknown
    }
    await register({ source: 'models:/m-1', model_id: 'm-1' })
    const text = db.get<{ value: string }>('SELECT value FROM logged_model_tags')?.value
    expect(text).toBe('[{"name": "churn", "version": 1}]') // as MLflow writes it
    await register({ source: 'models:/m-1', model_id: 'm-1' })
    expect(await tag()).toEqual([
      { name: 'churn', version: 1 },
      { name: 'churn', version: 2 },
    ])
    await db.write(() => db.run(`UPDATE logged_model_tags SET value = 'oops'`))
    await register({ source: 'models:/m-1', model_id: 'm-1' })
    expect(await tag()).toEqual([{ name: 'churn', version: 3 }])
  })
})

describe('a source that is a registered version', () => {
  beforeEach(async () => {
    await register({ source: 'runs:/run1/m', run_id: 'run1' })
    await register({ source: 's3://bucket/m' })
    await call('transitionStage', { name: 'churn', version: '1', stage: 'Production' })
    await call('setAlias', { name: 'churn', alias: 'champion', version: '1' })
    await call('createModel', { name: 'copy' })
  })

  test.each(['models:/churn/1', 'models:/churn/01', 'models:/churn/production', 'models:/churn@champion'])(
    '%s is stored by number, with its run and its files',
    async (source) => {
      await register({ source }, 'copy')
      expect((await call('getVersion', { name: 'copy', version: '1' })).model_version).toMatchObject({
        source: 'models:/churn/1',
        run_id: 'run1',
      })
      expect(await call('getDownloadUri', { name: 'copy', version: '1' })).toEqual({ artifact_uri: `${root}/m` })
    },
  )

  test('latest is the highest number', async () => {
    expect(await register({ source: 'models:/churn/latest' }, 'copy')).toMatchObject({ source: 'models:/churn/2' })
  })

  test.each([
    ['models:/churn/9', 404, 'Model Version (name=churn, version=9) not found'],
    ['models:/nope/1', 404, 'Registered Model with name=nope not found'],
    ['models:/churn@nope', 400, 'Registered model alias nope not found.'],
    ['models:/churn/Staging', 400, "No versions of model with name 'churn' and stage 'Staging' found"],
    ['models:/churn/bogus', 400, 'Invalid Model Version stage: bogus.'],
    ['models://host/churn/1', 400, 'Registered model sources must use the active model registry.'],
  ])('%s is refused', async (source, status, message) => {
    await expect(register({ source }, 'copy')).rejects.toMatchObject({
      status,
      message: expect.stringContaining(message),
    })
  })

  test('is refused with another run or a logged model beside it', async () => {
    const message = 'The run_id and model_id request parameters must match the referenced model version.'
    await expect(register({ source: 'models:/churn/1', run_id: 'run2' })).rejects.toThrow(message)
    await expect(register({ source: 'models:/churn/1', model_id: 'm-1' })).rejects.toThrow(message)
    expect(await register({ source: 'models:/churn/1', run_id: 'run1' })).toMatchObject({ run_id: 'run1' })
  })
})

describe('S01 a local source is refused with and without a run', () => {
  test.each([
    '/etc/passwd',
    'file:///x',
    'FILE:/x',
    'm',
    './m',
    '~/m',
    'file://host/x',
    '\\\\host\\x',
    ' ',
    '//host/x',
  ])('%j', async (source) => {
    for (const run_id of ['', 'run1', 'local', 'nope'])
      await expect(register({ source, run_id })).rejects.toMatchObject({
        code: 'INVALID_PARAMETER_VALUE',
        message: expect.stringMatching(
          /To use a local path as a model version source|must identify the resource that contains the source/,
        ),
      })
  })

  test('unless it is below a local run, which only an operator can allow', async () => {
    const inside = await register({ source: '/data/runs/local/m', run_id: 'local' })
    expect(await uriOf(inside.version)).toBe('/data/runs/local/m')
    for (const source of ['/data/runs/localx', '/data/runs', '/data/runs/local/../other', '/data/runs/local/%2e%2e/x'])
      await expect(register({ source, run_id: 'local' })).rejects.toMatchObject({ status: 400 })
  })
})

describe('S02 S04 a source that climbs or hides something is refused', () => {
  test.each([
    'runs:/run1/../run2/m',
    'runs:/run1/..%2f..%2fm',
    `${root}/%252e%252e/%252e%252e/run2`,
    's3://b/a/../x',
    's3://b/x\0',
    's3://b/x%00',
    'models:/../1',
    'models:/churn/..%2f1',
    'javascript:alert(1)',
    'javascript:/alert(1)',
    'data:text/html,x',
    'data:/text/html,x',
    'C:\\m',
    'x'.repeat(100_000),
    `s3://b/${'%252e'.repeat(20_000)}`,
  ])('%.40s', async (source) => {
    for (const run_id of ['', 'run1'])
      await expect(register({ source, run_id })).rejects.toMatchObject({ status: 400, code: 'INVALID_PARAMETER_VALUE' })
  })

  test('an empty one is missing', async () => {
    await expect(register({ source: '' })).rejects.toThrow("Missing value for required parameter 'source'.")
  })
})

describe('S03 a source must belong to what is named with it', () => {
  const mustContain = 'request parameter must identify the resource that contains the source.'
  test.each<[Fields, string]>([
    [{ source: `${root}/m` }, mustContain],
    [{ source: `${root}/m`, run_id: 'run2' }, mustContain],
    [{ source: `${root}/m`, run_id: 'nope' }, mustContain],
    [{ source: `${root}x/m`, run_id: 'run1' }, mustContain],
    [{ source: 'runs:/run1/m' }, mustContain],
    [{ source: 'runs:/run1/m', run_id: 'run2' }, mustContain],
    [{ source: 'runs://run1/m', run_id: 'run1' }, mustContain],
    [{ source: 'runs:/run1/m', run_id: 'run1', model_id: 'm-1' }, mustContain],
    [{ source: 'models:/m-1' }, mustContain],
    [{ source: 'models:/m-1', model_id: 'm-2' }, mustContain],
    [{ source: 'models:/a/b/c' }, mustContain],
    [{ source: `${root}/m`, run_id: 'run1', model_id: 'm-1' }, mustContain],
    [{ source: 'models:/m-1', model_id: 'm-1', run_id: 'run2' }, mustContain],
    [{ source: 'runs:/nope/m' }, mustContain],
    [{ source: 'runs:/nope/m', run_id: 'run1' }, mustContain],
    [{ source: '/nope/m', run_id: 'nope' }, mustContain],
    [{ source: 'models:/m-9', model_id: 'm-9' }, "Logged model with ID 'm-9' not found."],
    [{ source: 's3://b/m', model_id: 'm-9' }, "Logged model with ID 'm-9' not found."],
  ])('%j', async (fields, message) => {
    await expect(register(fields)).rejects.toThrow(message)
    await expect(call('getVersion', { name: 'churn', version: '1' })).rejects.toMatchObject({ status: 404 })
  })

  test('a deleted logged model is not there', async () => {
    await db.write(() => db.run(`UPDATE logged_models SET lifecycle_stage = 'deleted'`))
    await expect(register({ source: 'models:/m-1', model_id: 'm-1' })).rejects.toMatchObject({ status: 404 })
  })
})

describe('the version of a prompt', () => {
  const tags = [{ key: 'mlflow.prompt.is_prompt', value: 'True' }]
  test.each(['prompt-template', 'dummy-source'])('has the placeholder %s', async (source) => {
    const { model_version } = await call('createVersion', { name: 'churn', source, tags })
    expect(model_version.source).toBe(source)
    await expect(register({ source })).rejects.toThrow('To use a local path')
  })

  test('points nowhere else, and nothing points at it', async () => {
    await expect(call('createVersion', { name: 'churn', source: 's3://b/m', tags })).rejects.toThrow(
      "Invalid prompt source: 's3://b/m'. Prompt sources must use an MLflow placeholder.",
    )
    await call('createModel', { name: 'greet', tags })
    await call('createVersion', { name: 'greet', source: 'dummy-source', tags })
    await expect(register({ source: 'models:/greet/1' })).rejects.toThrow('Prompt versions cannot be used')
  })
})
