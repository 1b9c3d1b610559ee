import { beforeEach, describe, expect, test } from 'vitest'
import { openWithModel, type WithModel } from '../../testing/app.ts'

let call: WithModel['call']
let addVersion: WithModel['addVersion']
const name = 'churn'
beforeEach(async () => {
  ;({ call, addVersion } = await openWithModel(name))
})

describe('a new version', () => {
  test('is READY, in no stage, and has every field that MLflow sends', async () => {
    const { model_version } = await call('createVersion', {
      name,
      source: 's3://bucket/model',
      tags: [{ key: 'k', value: 'v' }],
    })
    expect(model_version).toEqual({
      name,
      version: '1',
      creation_timestamp: expect.any(Number),
      last_updated_timestamp: model_version.creation_timestamp,
      current_stage: 'None',
      description: '',
      source: 's3://bucket/model',
      run_id: '',
      run_link: '',
      status: 'READY',
      tags: [{ key: 'k', value: 'v' }],
    })
    const { registered_model } = await call('getModel', { name })
    expect(registered_model.last_updated_timestamp).toBe(model_version.creation_timestamp)
  })

  test('C01 gets a number from 1 to 50 when fifty are created at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, addVersion))
    const numbers = answers.map(({ model_version }) => Number(model_version.version))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  })

  test('never reuses the number of a deleted version', async () => {
    await addVersion()
    await addVersion()
    await call('deleteVersion', { name, version: '2' })
    expect((await addVersion()).model_version.version).toBe('3')
  })

  test('needs a registered model, and a refusal uses up no number', async () => {
    await expect(call('createVersion', { name: 'nope', source: 's3://b/m' })).rejects.toMatchObject({
      status: 404,
      message: 'Registered Model with name=nope not found',
    })
    await expect(call('createVersion', { name, source: '/etc/passwd' })).rejects.toMatchObject({ status: 400 })
    expect((await addVersion()).model_version.version).toBe('1')
  })

  test.each([
    [{ run_link: 'x'.repeat(501) }, 'run_link'],
    [{ description: 'x'.repeat(5001) }, 'description'],
    [{ tags: [{ key: 'mlflow.prompt.text', value: 'x'.repeat(100_001) }] }, 'Prompt text exceeds'],
    [{ source: `s3://bucket/${'x'.repeat(500)}` }, 'source'],
  ])('M05 S04 is refused if a field is too long', async (fields, word) => {
    await expect(call('createVersion', { name, source: 's3://b/m', ...fields })).rejects.toThrow(word)
  })
})

describe('reading a version', () => {
  beforeEach(() => addVersion())

  test('accepts leading zeros', async () => {
    expect((await call('getVersion', { name, version: '01' })).model_version.version).toBe('1')
  })

  test.each(['0', '-1', '99', '9'.repeat(20)])('N08 finds no version %s', async (version) => {
    await expect(call('getVersion', { name, version })).rejects.toMatchObject({
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    })
  })

  test.each(['1e0', ' 1', '1 ', 'abc', '1.0', '１', '0x1', '+1', '1\n'])(
    'N08 refuses %j, which is not a number',
    async (version) => {
      await expect(call('getVersion', { name, version })).rejects.toMatchObject({
        status: 400,
        message: `Parameter 'version' must be an integer, got '${version}'.`,
      })
    },
  )

  test('quotes a number too large for any version as it was sent', async () => {
    await expect(call('getVersion', { name, version: '099999999999999999999' })).rejects.toThrow(
      'version=99999999999999999999) not found',
    )
  })

  test('names the unknown version and its model', async () => {
    await expect(call('getVersion', { name: 'nope', version: '1' })).rejects.toThrow(
      'Model Version (name=nope, version=1) not found',
    )
  })
})

test('an update without a description clears it; an empty one stays empty', async () => {
  await addVersion()
  const id = { name, version: '1' }
  expect((await call('updateVersion', { ...id, description: 'text' })).model_version.description).toBe('text')
  expect((await call('updateVersion', { ...id, description: '' })).model_version.description).toBe('')
  expect((await call('updateVersion', id)).model_version).not.toHaveProperty('description')
})

test('deleting a version in any stage deletes its aliases and tags', async () => {
  await addVersion()
  await call('setAlias', { name, alias: 'champion', version: '1' })
  await call('transitionStage', { name, version: '1', stage: 'Production' })
  expect(await call('deleteVersion', { name, version: '1' })).toEqual({})
  await expect(call('deleteVersion', { name, version: '1' })).rejects.toMatchObject({ status: 404 })
  await expect(call('getVersionByAlias', { name, alias: 'champion' })).rejects.toThrow(
    'Registered model alias champion not found.',
  )
  const { registered_model } = await call('getModel', { name })
  expect(registered_model).not.toHaveProperty('aliases')
  expect(registered_model).not.toHaveProperty('latest_versions')
})

test('tags of a version are set, replaced and deleted', async () => {
  await addVersion()
  const tags = async () => (await call('getVersion', { name, version: '1' })).model_version.tags
  await call('setVersionTag', { name, version: '1', key: 'a/b', value: '1' })
  await call('setVersionTag', { name, version: '01', key: 'a/b' })
  expect(await tags()).toEqual([{ key: 'a/b', value: '' }])
  await call('deleteVersionTag', { name, version: '1', key: 'other' })
  await call('deleteVersionTag', { name, version: '1', key: 'a/b' })
  expect(await tags()).toBeUndefined()
  await expect(call('setVersionTag', { name, version: '2', key: 'k' })).rejects.toMatchObject({ status: 404 })
  await expect(call('setVersionTag', { name, version: '1', key: '../k' })).rejects.toMatchObject({ status: 400 })
})
