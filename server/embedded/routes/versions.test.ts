import { beforeEach, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../testing.ts'

let call: TestApp['call']
const name = 'churn'
beforeEach(async () => {
  ;({ call } = openTestApp())
  await call('createModel', { name })
})

const addVersion = () => call('createVersion', { name, source: 's3://bucket/model' })
const stageOf = async (version: string) => (await call('getVersion', { name, version })).model_version.current_stage

describe('a new version', () => {
  test('is READY, in no stage, and has every field MLflow gives', async () => {
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

  test('C01 fifty at once get the numbers 1 to 50', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, addVersion))
    const numbers = answers.map(({ model_version }) => Number(model_version.version))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  })

  test('never gets the number of a deleted one', async () => {
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
  ])('M05 S04 is refused when a field is too long', async (fields, word) => {
    await expect(call('createVersion', { name, source: 's3://b/m', ...fields })).rejects.toThrow(word)
  })
})

describe('reading a version', () => {
  beforeEach(addVersion)

  test('takes leading zeros', async () => {
    expect((await call('getVersion', { name, version: '01' })).model_version.version).toBe('1')
  })

  test.each(['0', '-1', '99', '9'.repeat(20)])('N08 there is no version %s', async (version) => {
    await expect(call('getVersion', { name, version })).rejects.toMatchObject({
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    })
  })

  test.each(['1e0', ' 1', '1 ', 'abc', '1.0', '１', '0x1', '+1', '1\n'])('N08 %j is no number', async (version) => {
    await expect(call('getVersion', { name, version })).rejects.toMatchObject({
      status: 400,
      message: `Parameter 'version' must be an integer, got '${version}'.`,
    })
  })

  test('names a number too large for any version as it was sent', async () => {
    await expect(call('getVersion', { name, version: '099999999999999999999' })).rejects.toThrow(
      'version=99999999999999999999) not found',
    )
  })

  test('says which version of which model is unknown', async () => {
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

test('a deleted version takes its aliases and tags along, whatever its stage', async () => {
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

describe('a stage', () => {
  beforeEach(async () => {
    for (let i = 1; i <= 3; i++) await addVersion()
  })

  test('is taken in any case and stored in its own', async () => {
    const { model_version } = await call('transitionStage', { name, version: '1', stage: 'pRODUCTION' })
    expect(model_version.current_stage).toBe('Production')
    await expect(call('transitionStage', { name, version: '1', stage: 'prod' })).rejects.toMatchObject({
      status: 400,
      message: 'Invalid Model Version stage: prod. Value must be one of None, Staging, Production, Archived.',
    })
  })

  test('is shared unless the others are archived in the same move', async () => {
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await call('transitionStage', { name, version: '2', stage: 'Production' })
    expect([await stageOf('1'), await stageOf('2')]).toEqual(['Production', 'Production'])
    await call('transitionStage', { name, version: '3', stage: 'production', archive_existing_versions: true })
    expect([await stageOf('1'), await stageOf('2'), await stageOf('3')]).toEqual(['Archived', 'Archived', 'Production'])
  })

  test('is kept by the version that moves to where it is', async () => {
    await call('transitionStage', { name, version: '1', stage: 'Staging' })
    await call('transitionStage', { name, version: '1', stage: 'Staging', archive_existing_versions: true })
    expect(await stageOf('1')).toBe('Staging')
  })

  test('is not asked of a model that cannot be', async () => {
    await expect(call('transitionStage', { name: 'a/b', version: '1', stage: 'Staging' })).rejects.toThrow(
      "Invalid model name 'a/b'. Names cannot contain '/' or ':'.",
    )
  })

  test('a move of a version that is not there archives nothing', async () => {
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await expect(
      call('transitionStage', { name, version: '9', stage: 'Production', archive_existing_versions: true }),
    ).rejects.toMatchObject({ status: 404 })
    expect(await stageOf('1')).toBe('Production')
  })

  test.each(['None', 'archived'])('%s is no stage to archive for', async (stage) => {
    await expect(
      call('transitionStage', { name, version: '1', stage, archive_existing_versions: true }),
    ).rejects.toMatchObject({
      status: 400,
      message: `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
    })
  })

  test('C02 of 24 moves with archiving at once, one version holds the stage afterwards', async () => {
    for (let i = 4; i <= 24; i++) await addVersion()
    await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        call('transitionStage', {
          name,
          version: String(i + 1),
          stage: 'Production',
          archive_existing_versions: true,
        }),
      ),
    )
    const stages = await Promise.all(Array.from({ length: 24 }, (_, i) => stageOf(String(i + 1))))
    expect(stages.filter((stage) => stage === 'Production')).toHaveLength(1)
    expect(stages.filter((stage) => stage === 'Archived')).toHaveLength(23)
  })
})

describe('an alias', () => {
  beforeEach(async () => {
    await addVersion()
    await addVersion()
  })

  test('names one version and moves', async () => {
    await call('setAlias', { name, alias: 'champion', version: '1' })
    await call('setAlias', { name, alias: 'Champion', version: '1' })
    await call('setAlias', { name, alias: 'champion', version: '2' })
    const byAlias = async (alias: string) => (await call('getVersionByAlias', { name, alias })).model_version
    expect(await byAlias('champion')).toMatchObject({ version: '2', aliases: ['champion'] })
    expect(await byAlias('Champion')).toMatchObject({ version: '1', aliases: ['Champion'] })
    expect((await call('getModel', { name })).registered_model.aliases).toEqual([
      { alias: 'Champion', version: '1' },
      { alias: 'champion', version: '2' },
    ])
  })

  test('latest is the highest version of any stage', async () => {
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    expect((await call('getVersionByAlias', { name, alias: 'LATEST' })).model_version.version).toBe('2')
    await call('createModel', { name: 'empty' })
    await expect(call('getVersionByAlias', { name: 'empty', alias: 'latest' })).rejects.toMatchObject({ status: 404 })
  })

  test.each(['1', 'v', 'é', 'a-b_c', 'latest2', 'a'.repeat(255)])('can be %j', async (alias) => {
    await call('setAlias', { name, alias, version: '1' })
    expect((await call('getVersionByAlias', { name, alias })).model_version.version).toBe('1')
  })

  test.each(['', 'a b', 'a/b', 'a\n', 'Latest', 'v1', 'V20', 'a'.repeat(256), 'a\0'])(
    'M12 cannot be %j',
    async (alias) => {
      await expect(call('setAlias', { name, alias, version: '1' })).rejects.toMatchObject({
        status: 400,
        code: 'INVALID_PARAMETER_VALUE',
      })
    },
  )

  test('that is unknown is 400 to read, no error to delete', async () => {
    await expect(call('getVersionByAlias', { name, alias: 'none' })).rejects.toMatchObject({
      status: 400,
      message: 'Registered model alias none not found.',
    })
    expect(await call('deleteAlias', { name, alias: 'none' })).toEqual({})
    await expect(call('deleteAlias', { name: 'nope', alias: 'none' })).rejects.toMatchObject({ status: 404 })
    await expect(call('setAlias', { name, alias: 'champion', version: '9' })).rejects.toThrow(
      'Model Version (name=churn, version=9) not found',
    )
  })

  test('C05 sixteen writers of one alias all succeed and leave one holder', async () => {
    await Promise.all(
      Array.from({ length: 16 }, (_, i) => call('setAlias', { name, alias: 'a', version: String((i % 2) + 1) })),
    )
    expect((await call('getModel', { name })).registered_model.aliases).toHaveLength(1)
  })
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
