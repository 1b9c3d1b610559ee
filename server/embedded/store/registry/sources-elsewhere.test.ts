import { beforeEach, describe, expect, test } from 'vitest'
import { openTestApp } from '../../../testing/app.ts'
import { openWithSources, root, type WithSources } from '../../../testing/sources.ts'

let call: WithSources['call']
let register: WithSources['register']
let uriOf: WithSources['uriOf']
beforeEach(async () => {
  ;({ call, register, uriOf } = await openWithSources())
})

describe('a source elsewhere', () => {
  test.each(['s3://bucket/m', 'gs://b/m?x#y', 'wasbs://c@a.blob.core.windows.net/m', 'dbfs:/m', 'S3://b/x'])(
    '%s is taken as it is',
    async (source) => {
      const version = await register({ source })
      expect(version.source).toBe(source)
      expect(await uriOf(version.version)).toBe(source)
    },
  )

  const hosts = ['http', 'HTTPS', 'ftp', 'sftp', 'hdfs', 'viewfs', 'r2', 'b2', 'abfss', 'mlflow-artifacts']
  test.each(hosts)('%s: would send its readers to a host', async (scheme) => {
    await expect(register({ source: `${scheme}://host/m`, run_id: 'run1' })).rejects.toThrow(
      `'source' cannot use the '${scheme.toLowerCase()}' scheme`,
    )
    await expect(register({ source: `${scheme}://host/m` })).rejects.toThrow(
      'Set the MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES environment variable',
    )
  })

  test('is accepted under a scheme that the operator allows, and no other', async () => {
    const opened = openTestApp({ allowedSchemes: ['abfss', 'hdfs'] })
    await opened.call('createModel', { name: 'far' })
    for (const source of ['abfss://box@account.dfs.core.windows.net/m', 'HDFS://namenode:8020/models/m']) {
      const { model_version } = await opened.call('createVersion', { name: 'far', source })
      expect(model_version.source).toBe(source)
      const id = { name: 'far', version: model_version.version }
      expect(await opened.call('getDownloadUri', id)).toEqual({ artifact_uri: source })
      const file = `/model-versions/get-artifact?${new URLSearchParams({ ...id, path: 'MLmodel' })}`
      expect((await opened.app.request(file)).status).toBe(400)
      const artifact_location = source.toLowerCase()
      await opened.call('createExperiment', { name: source, artifact_location })
    }
    for (const source of [
      'abfss://box@account/../m',
      'viewfs://namenode/m',
      'r2://bucket@host/m',
      'mlflow-artifacts://h/m',
    ])
      await expect(opened.call('createVersion', { name: 'far', source })).rejects.toMatchObject({ status: 400 })
    for (const artifact_location of ['viewfs://namenode/m', 'hdfs:/m', 'abfss://box@account/%2e%2e/m'])
      await expect(opened.call('createExperiment', { name: 'x', artifact_location })).rejects.toMatchObject({
        status: 400,
      })
  })
})

const run_link = 'https://tracking.example/#/experiments/1/runs/far'
const createFar = async (fields: { source: string; model_id?: string; run_link?: string }) =>
  (await call('createVersion', { name: 'churn', run_id: 'far', ...fields })).model_version

describe('S03 a run that this server does not know', () => {
  test.each([
    's3://bucket/1/far/artifacts/m',
    'gs://bucket/m',
    'wasbs://c@a.blob.core.windows.net/m',
    'dbfs:/databricks/mlflow/far/m',
    'runs:/far/m',
    'other://bucket/m',
  ])('is kept with %s, and so is its link', async (source) => {
    const version = await createFar({ source, run_link })
    expect(version).toMatchObject({ source, run_id: 'far', run_link })
    expect(await uriOf(version.version)).toBe(source)
    expect((await createFar({ source })).run_link).toBe('')
    const { model_versions } = await call('searchVersions', { filter: "run_id = 'far'" })
    expect(model_versions).toHaveLength(2)
  })

  test('is kept with a logged model, and goes along with a copy', async () => {
    const first = await createFar({ source: 'models:/m-1', model_id: 'm-1', run_link })
    expect(first).toMatchObject({ run_id: 'far', run_link })
    const copy = await createFar({ source: `models:/churn/${first.version}`, run_link })
    expect(copy).toMatchObject({ source: 'models:/churn/1', run_id: 'far', run_link })
    await expect(register({ source: 'models:/churn/1', run_id: 'other' })).rejects.toThrow('must match')
  })

  test('opens no files of this server', async () => {
    for (const source of [root, `${root}/m`, 'mlflow-artifacts:/1/far/artifacts', '/data', 'file:///data'])
      await expect(createFar({ source, run_link })).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' })
  })

  test('has an id of at most 500 characters', async () => {
    await expect(register({ source: 's3://b/m', run_id: 'r'.repeat(501) })).rejects.toThrow("'run_id' exceeds")
  })
})
