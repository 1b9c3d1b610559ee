import { beforeEach, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../testing/app.ts'

let call: TestApp['call']
beforeEach(() => {
  ;({ call } = openTestApp())
})

const addVersion = (name: string) => call('createVersion', { name, source: 's3://bucket/model' })

describe('a new model', () => {
  test('has the fields that were sent and leaves out empty ones', async () => {
    const before = Date.now()
    const { registered_model } = await call('createModel', {
      name: 'churn',
      description: 'Who leaves',
      tags: [{ key: 'team', value: 'a' }, { key: 'team', value: 'b' }, { key: 'flag' }],
    })
    expect(registered_model).toEqual({
      name: 'churn',
      description: 'Who leaves',
      creation_timestamp: expect.any(Number),
      last_updated_timestamp: registered_model.creation_timestamp,
      tags: [
        { key: 'flag', value: '' },
        { key: 'team', value: 'b' },
      ],
    })
    expect(registered_model.creation_timestamp).toBeGreaterThanOrEqual(before)
    expect(Object.keys((await call('createModel', { name: 'bare' })).registered_model).toSorted()).toEqual([
      'creation_timestamp',
      'last_updated_timestamp',
      'name',
    ])
  })

  test('is refused with the code that the Python client expects if the name is taken', async () => {
    await call('createModel', { name: 'churn' })
    await expect(call('createModel', { name: 'churn' })).rejects.toMatchObject({
      status: 400,
      code: 'RESOURCE_ALREADY_EXISTS',
      message: 'Registered Model (name=churn) already exists.',
    })
  })

  test('C04 is created once when its name is sent twenty times at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => call('createModel', { name: 'churn' })))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'RESOURCE_ALREADY_EXISTS' })
  })

  test('cannot have the name of a prompt, nor a prompt that of a model', async () => {
    const tags = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }]
    await call('createModel', { name: 'greet', tags })
    await expect(call('createModel', { name: 'greet', tags })).rejects.toThrow('Prompt (name=greet) already exists.')
    await expect(call('createModel', { name: 'greet' })).rejects.toMatchObject({
      code: 'RESOURCE_ALREADY_EXISTS',
      message:
        "Tried to create a registered model with name 'greet', but the name is already taken by a prompt. MLflow does not allow creating a model and a prompt with the same name.",
    })
  })

  test.each(['', ' ', '\t', 'a/b', 'a:b', '.', '..', '..a', 'a\0b', 'x'.repeat(257), '\ud800'])(
    'M03 cannot be named %j',
    async (name) => {
      await expect(call('createModel', { name })).rejects.toMatchObject({
        status: 400,
        code: 'INVALID_PARAMETER_VALUE',
      })
    },
  )

  test.each([' sp ', 'a\nb', '__proto__', 'constructor', 'é', 'e\u0301', '\'"`', 'a%2Fb', '🙂'.repeat(256), 'Churn'])(
    'J16 M04 keeps the name %j exactly',
    async (name) => {
      await call('createModel', { name, tags: [{ key: '__proto__', value: '<b>' }] })
      await expect(call('getModel', { name })).resolves.toMatchObject({
        registered_model: { name, tags: [{ key: '__proto__', value: '<b>' }] },
      })
      for (const other of [name.trim(), name.normalize('NFC'), name.normalize('NFD'), name.toLowerCase()])
        if (other !== name) await expect(call('getModel', { name: other })).rejects.toMatchObject({ status: 404 })
    },
  )

  test.each([
    [{ tags: [{ key: 'a//b', value: '' }] }, 'Names may be treated as files'],
    [{ tags: [{ key: 'k'.repeat(251), value: '' }] }, "'key' exceeds the maximum length of 250 characters"],
    [{ tags: [{ key: 'k', value: 'v'.repeat(100_001) }] }, "'value' exceeds the maximum length of 100000 characters"],
    [{ description: 'd'.repeat(5001) }, "'description' exceeds the maximum length of 5000 characters"],
  ])('M05 M08 is not created if a field is refused', async (fields, message) => {
    await expect(call('createModel', { name: 'churn', ...fields })).rejects.toThrow(message)
    await expect(call('getModel', { name: 'churn' })).rejects.toMatchObject({ status: 404 })
  })
})

describe('an existing model', () => {
  beforeEach(async () => {
    await call('createModel', { name: 'churn', description: 'old', tags: [{ key: 'team', value: 'a' }] })
  })

  test('loses its description if an update leaves it out, as in MLflow', async () => {
    const { registered_model } = await call('updateModel', { name: 'churn', description: 'new' })
    expect(registered_model.description).toBe('new')
    expect((await call('updateModel', { name: 'churn' })).registered_model).not.toHaveProperty('description')
  })

  test('keeps its versions, tags and aliases when renamed', async () => {
    await addVersion('churn')
    await call('setVersionTag', { name: 'churn', version: '1', key: 'k', value: 'v' })
    await call('setAlias', { name: 'churn', alias: 'champion', version: '1' })
    const { registered_model } = await call('renameModel', { name: 'churn', new_name: 'leavers' })
    expect(registered_model).toMatchObject({
      name: 'leavers',
      tags: [{ key: 'team', value: 'a' }],
      aliases: [{ alias: 'champion', version: '1' }],
      latest_versions: [{ name: 'leavers', version: '1', tags: [{ key: 'k', value: 'v' }] }],
    })
    await expect(call('getModel', { name: 'churn' })).rejects.toMatchObject({ status: 404 })
    expect((await addVersion('leavers')).model_version.version).toBe('2')
  })

  test('can be renamed to itself but not to a name that is taken', async () => {
    await call('createModel', { name: 'taken' })
    await expect(call('renameModel', { name: 'churn', new_name: 'taken' })).rejects.toMatchObject({
      code: 'RESOURCE_ALREADY_EXISTS',
      message: 'Registered Model (name=taken) already exists.',
    })
    await expect(call('renameModel', { name: 'churn', new_name: ' ' })).rejects.toThrow(
      "Missing value for required parameter 'new_name'.",
    )
    await expect(call('renameModel', { name: 'churn', new_name: '..' })).rejects.toThrow("parameter 'name' supplied")
    expect((await call('renameModel', { name: 'churn', new_name: 'churn' })).registered_model.description).toBe('old')
  })

  test('is deleted with everything it has, and its name starts again at version 1', async () => {
    await addVersion('churn')
    await addVersion('churn')
    await call('transitionStage', { name: 'churn', version: '2', stage: 'Production' })
    await call('setAlias', { name: 'churn', alias: 'champion', version: '2' })
    expect(await call('deleteModel', { name: 'churn' })).toEqual({})
    await expect(call('deleteModel', { name: 'churn' })).rejects.toMatchObject({
      status: 404,
      message: 'Registered Model with name=churn not found',
    })
    const { registered_model } = await call('createModel', { name: 'churn' })
    expect(registered_model).not.toHaveProperty('aliases')
    expect((await addVersion('churn')).model_version.version).toBe('1')
  })

  test('C05 keeps one value of a tag written sixteen times at once, and no write fails', async () => {
    await Promise.all(
      Array.from({ length: 16 }, (_, i) => call('setModelTag', { name: 'churn', key: 'team', value: `${i}` })),
    )
    expect((await call('getModel', { name: 'churn' })).registered_model.tags).toEqual([
      { key: 'team', value: expect.stringMatching(/^\d+$/) },
    ])
  })

  test('allows deleting a tag that does not exist, but the model must exist', async () => {
    expect(await call('deleteModelTag', { name: 'churn', key: 'none' })).toEqual({})
    expect(await call('deleteModelTag', { name: 'churn', key: 'team' })).toEqual({})
    expect((await call('getModel', { name: 'churn' })).registered_model).not.toHaveProperty('tags')
    await expect(call('deleteModelTag', { name: 'nope', key: 'team' })).rejects.toMatchObject({ status: 404 })
    await expect(call('setModelTag', { name: 'nope', key: 'team' })).rejects.toMatchObject({ status: 404 })
  })
})

test('lists the newest version of each stage, without aliases in the model and with them from get-latest-versions', async () => {
  await call('createModel', { name: 'churn' })
  for (let i = 1; i <= 5; i++) await addVersion('churn')
  await call('transitionStage', { name: 'churn', version: '1', stage: 'Production' })
  await call('transitionStage', { name: 'churn', version: '3', stage: 'Production' })
  await call('transitionStage', { name: 'churn', version: '2', stage: 'Staging' })
  await call('setAlias', { name: 'churn', alias: 'champion', version: '3' })

  const { registered_model } = await call('getModel', { name: 'churn' })
  expect(registered_model.latest_versions?.map((v) => [v.current_stage, v.version, v.aliases])).toEqual([
    ['None', '5', undefined],
    ['Staging', '2', undefined],
    ['Production', '3', undefined],
  ])
  const latest = await call('getLatestVersions', { name: 'churn', stages: ['PRODUCTION', 'archived'] })
  expect(latest.model_versions?.map((v) => [v.version, v.aliases])).toEqual([['3', ['champion']]])
  expect((await call('getLatestVersions', { name: 'churn' })).model_versions).toHaveLength(3)
  expect(await call('getLatestVersions', { name: 'churn', stages: ['Archived'] })).toEqual({})
  await expect(call('getLatestVersions', { name: 'churn', stages: ['Prod'] })).rejects.toMatchObject({
    status: 400,
    message: 'Invalid Model Version stage: Prod. Value must be one of None, Staging, Production, Archived.',
  })
})
