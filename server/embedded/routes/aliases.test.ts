import { beforeEach, describe, expect, test } from 'vitest'
import { openWithModel, type WithModel } from '../../testing/app.ts'

let call: WithModel['call']
let addVersion: WithModel['addVersion']
const name = 'churn'
beforeEach(async () => {
  ;({ call, addVersion } = await openWithModel(name))
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

  test('that is unknown is 400 to read and 200 to delete', async () => {
    await expect(call('getVersionByAlias', { name, alias: 'none' })).rejects.toMatchObject({
      status: 400,
      message: 'Registered model alias none not found.',
    })
    expect(await call('deleteAlias', { name, alias: 'none' })).toEqual({})
    await expect(call('deleteAlias', { name: 'nope', alias: 'none' })).rejects.toMatchObject({ status: 404 })
    await expect(call('setAlias', { name, alias: 'champion', version: '9' })).rejects.toThrow(
      'Model Version (name=churn, version=9) not found',
    )
    await expect(call('setAlias', { name: 'nope', alias: 'champion', version: '1' })).rejects.toThrow(
      'Model Version (name=nope, version=1) not found',
    )
    await expect(call('setAlias', { name: 'a/b', alias: 'champion', version: '1' })).rejects.toMatchObject({
      status: 400,
    })
  })

  test('C05 written sixteen times at once succeeds each time and leaves one holder', async () => {
    await Promise.all(
      Array.from({ length: 16 }, (_, i) => call('setAlias', { name, alias: 'a', version: String((i % 2) + 1) })),
    )
    expect((await call('getModel', { name })).registered_model.aliases).toHaveLength(1)
  })
})
