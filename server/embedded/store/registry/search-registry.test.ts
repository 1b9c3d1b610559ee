import { beforeEach, describe, expect, test } from 'vitest'
import { allPages } from '#contract/all-pages.ts'
import { openTestApp, type TestApp } from '../../../testing/app.ts'

let call: TestApp['call']
let db: TestApp['db']
beforeEach(() => {
  ;({ call, db } = openTestApp())
})

const isPrompt = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }]
const addVersion = (name: string, source = 's3://b/m') => call('createVersion', { name, source })
const at = (table: string, time: number, where: string) =>
  db.write(() =>
    db.run(`UPDATE ${table} SET creation_timestamp = ${time}, last_updated_timestamp = ${time} WHERE ${where}`),
  )

describe('a search of models', () => {
  beforeEach(async () => {
    for (const [i, name] of ['beta', 'Alpha', 'alpha', 'Ünal'].entries()) {
      await call('createModel', { name, tags: [{ key: 'team', value: i % 2 ? 'b' : 'a' }] })
      await at('registered_models', 1000 + i, `name = '${name}'`)
    }
    await call('createModel', { name: 'greet', tags: isPrompt })
  })

  type Query = { filter?: string; order_by?: string[]; max_results?: number; page_token?: string }
  const names = async (query: Query = {}) =>
    (await call('searchModels', query)).registered_models?.map(({ name }) => name)

  test('orders by name, byte by byte, and hides prompts', async () => {
    expect(await names()).toEqual(['Alpha', 'alpha', 'beta', 'Ünal'])
    expect(await names({ filter: "name = 'greet'" })).toBeUndefined()
    expect(await names({ filter: "tags.`mlflow.prompt.is_prompt` = 'true'" })).toEqual(['greet'])
    // The Python client adds this to every search.
    expect(await names({ filter: "tag.`mlflow.prompt.is_prompt` != 'true'" })).toHaveLength(4)
  })

  test('the first clause about prompts decides whether they are included', async () => {
    const prompt = 'tags.`mlflow.prompt.is_prompt`'
    await call('createModel', { name: 'odd', tags: [{ key: 'mlflow.prompt.is_prompt', value: '' }] })
    expect(await names({ filter: `${prompt} != 'false'` })).toEqual(['greet', 'odd'])
    expect(await names({ filter: `${prompt} = 'TRUE'` })).toBeUndefined()
    expect(await names({ filter: `${prompt} != 'False' AND ${prompt} = 'true'` })).toEqual(['greet'])
    // Every other clause about prompts leaves them out, whatever it says.
    for (const comparison of ["= 'other'", "LIKE '%'", "= 'false'"])
      expect(await names({ filter: `${prompt} ${comparison}` })).toHaveLength(5)
    expect(await names({ filter: `${prompt} = '' AND ${prompt} = 'true'` })).toHaveLength(5)
  })

  test('filters by name and tags', async () => {
    expect(await names({ filter: "name LIKE '%lpha'" })).toEqual(['Alpha', 'alpha'])
    expect(await names({ filter: "name LIKE 'a%'" })).toEqual(['alpha'])
    expect(await names({ filter: "name ILIKE 'A%' AND tags.team = 'b'" })).toEqual(['Alpha'])
    expect(await names({ filter: "tags.team != 'a'" })).toEqual(['Alpha', 'Ünal'])
    expect(await names({ filter: "name = 'none'" })).toBeUndefined()
    await expect(names({ filter: "nme = 'x'" })).rejects.toMatchObject({ status: 400 })
  })

  test('orders by times, also by creation', async () => {
    await at('registered_models', 5000, `name = 'Alpha'`)
    await db.write(() => db.run(`UPDATE registered_models SET creation_timestamp = 0 WHERE name = 'Alpha'`))
    expect(await names({ order_by: ['last_updated_timestamp DESC'] })).toEqual(['Alpha', 'Ünal', 'alpha', 'beta'])
    expect(await names({ order_by: ['timestamp'] })).toEqual(['beta', 'alpha', 'Ünal', 'Alpha'])
    expect(await names({ order_by: ['creation_timestamp ASC'] })).toEqual(['Alpha', 'beta', 'alpha', 'Ünal'])
    await expect(names({ order_by: ['description'] })).rejects.toMatchObject({ status: 400 })
    await expect(names({ order_by: ['name', 'name DESC'] })).rejects.toThrow('contains duplicate fields')
  })

  test('returns whole models, with latest versions and aliases', async () => {
    await addVersion('beta')
    await addVersion('beta')
    await call('setAlias', { name: 'beta', alias: 'champion', version: '1' })
    const { registered_models } = await call('searchModels', { filter: "name = 'beta'" })
    expect(registered_models).toEqual([(await call('getModel', { name: 'beta' })).registered_model])
  })

  test('returns pages that hold each model once, the last without a token', async () => {
    const first = await call('searchModels', { max_results: 3 })
    expect(first.registered_models).toHaveLength(3)
    const second = await call('searchModels', { max_results: 3, page_token: first.next_page_token! })
    expect(second.registered_models?.map(({ name }) => name)).toEqual(['Ünal'])
    expect(second).not.toHaveProperty('next_page_token')
    expect(await call('searchModels', { max_results: 4 })).not.toHaveProperty('next_page_token')
  })

  test.each([0, -1, 1001])('N07 refuses a page of %i', async (max_results) => {
    await expect(call('searchModels', { max_results })).rejects.toMatchObject({
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    })
  })

  test('T01 refuses a forged token', async () => {
    for (const page_token of ['nonsense', btoa('{"offset": -1}'), btoa('{"offset": "x"}'), 'A'.repeat(100_000)])
      await expect(call('searchModels', { page_token })).rejects.toMatchObject({ status: expect.any(Number) })
  })
})

describe('a search of versions', () => {
  beforeEach(async () => {
    for (const name of ['a', 'b']) {
      await call('createModel', { name })
      for (let i = 0; i < 3; i++) await addVersion(name, `s3://${name}/${i + 1}`)
    }
    await at('model_versions', 1000, 'true')
  })

  type Query = { filter?: string; order_by?: string[]; max_results?: number; page_token?: string }
  const found = async (query: Query = {}) =>
    (await call('searchVersions', query)).model_versions?.map(({ name, version }) => `${name}${version}`)

  test('orders by last update, then name, then version descending', async () => {
    expect(await found()).toEqual(['a3', 'a2', 'a1', 'b3', 'b2', 'b1'])
    await call('updateVersion', { name: 'b', version: '2', description: 'x' })
    expect((await found())?.[0]).toBe('b2')
    expect(await found({ order_by: ['version_number'] })).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3'])
    expect(await found({ order_by: ['name DESC', 'version_number ASC'] })).toEqual(['b1', 'b2', 'b3', 'a1', 'a2', 'a3'])
    expect(await found({ order_by: ['creation_timestamp'] })).toEqual(['a3', 'a2', 'a1', 'b3', 'b2', 'b1'])
  })

  test('filters by model, run, source, number and tags', async () => {
    await call('setVersionTag', { name: 'a', version: '2', key: 'k', value: 'v' })
    expect(await found({ filter: "name = 'a'" })).toEqual(['a3', 'a2', 'a1'])
    expect(await found({ filter: "name = 'a' AND version_number > 1" })).toEqual(['a3', 'a2'])
    expect(await found({ filter: "source_path = 's3://b/1'" })).toEqual(['b1'])
    expect(await found({ filter: "tags.k = 'v'" })).toEqual(['a2'])
    expect(await found({ filter: "run_id = 'none'" })).toBeUndefined()
    expect(await found({ filter: "name IN ('a', 'x')" })).toHaveLength(3)
  })

  test('returns versions with tags, without aliases', async () => {
    await call('setAlias', { name: 'a', alias: 'champion', version: '3' })
    await call('setVersionTag', { name: 'a', version: '3', key: 'k', value: 'v' })
    const { model_versions } = await call('searchVersions', { filter: "name = 'a'", max_results: 1 })
    const { aliases, ...version } = (await call('getVersion', { name: 'a', version: '3' })).model_version
    expect(aliases).toEqual(['champion'])
    expect(model_versions).toEqual([version])
  })

  test('hides all versions of a name if one is a prompt', async () => {
    await call('createModel', { name: 'greet', tags: isPrompt })
    await call('createVersion', { name: 'greet', source: 'dummy-source', tags: isPrompt })
    await addVersion('greet')
    expect(await found({ filter: "name = 'greet'" })).toBeUndefined()
    expect(await found({ filter: "name = 'greet' AND tags.`mlflow.prompt.is_prompt` = 'true'" })).toEqual(['greet1'])
  })

  test('returns pages that hold each version once', async () => {
    const seen: string[] = []
    for await (const page of allPages((next) => call('searchVersions', { max_results: 4, ...next })))
      seen.push(...(page.model_versions ?? []).map(({ name, version }) => `${name}${version}`))
    expect(seen).toEqual(['a3', 'a2', 'a1', 'b3', 'b2', 'b1'])
  })

  test.each([0, -1, 200_001])('N07 refuses a page of %i', async (max_results) => {
    await expect(call('searchVersions', { max_results })).rejects.toMatchObject({ status: 400 })
  })
})
