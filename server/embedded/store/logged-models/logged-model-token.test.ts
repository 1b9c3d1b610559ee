import { beforeAll, expect, test } from 'vitest'
import type { Input } from '#contract/endpoints.ts'
import { openTestApp } from '../../../testing/app.ts'

// docs/rest-contract.md §1.2: the token of logged-models/search says what was asked for, and fits nothing else.

const { call } = openTestApp()
let first: string
let second: string
beforeAll(async () => {
  first = (await call('createExperiment', { name: 'one' })).experiment_id
  second = (await call('createExperiment', { name: 'two' })).experiment_id
  for (const name of ['a', 'b', 'c']) await call('createLoggedModel', { experiment_id: first, name })
})

type Search = Omit<Input<'searchLoggedModels'>, 'experiment_ids'>
const search = (more: Search, experiment_ids = [first]) =>
  call('searchLoggedModels', { experiment_ids, max_results: 1, ...more })
const tokenOf = async (more: Search) => (await search(more)).next_page_token ?? ''

test('leads through all pages of its own search', async () => {
  const more = { filter: "name != 'é'", order_by: [{ field_name: 'name' }] }
  const names = []
  for (let page = await search(more); ; page = await search({ ...more, page_token: page.next_page_token })) {
    names.push(...(page.models ?? []).map(({ info }) => info.name))
    if (!page.next_page_token) break
  }
  expect(names).toEqual(['a', 'b', 'c'])
})

test('is written as MLflow writes it, with the row before the page, and another page size may use it', async () => {
  const page_token = await tokenOf({ filter: "name != 'é'", order_by: [{ field_name: 'name', ascending: false }] })
  const [, plain, after] = /^(.*), "of": "[\w-]{16}", "after": (.*)\}$/.exec(atob(page_token)) ?? []
  expect(JSON.parse(JSON.parse(after!) as string)).toEqual(['c', expect.any(Number), expect.stringMatching(/^m-/)])
  expect(`${plain}}`).toBe(
    `{"experiment_ids": ["${first}"], "filter_string": "name != '\\u00e9'", "order_by": [{"field_name": "name", ` +
      `"ascending": false, "dataset_name": null, "dataset_digest": null}], "offset": 1}`,
  )
  expect((await search({ page_token: await tokenOf({}), max_results: 50 })).models).toHaveLength(2)
})

test('tells no row of a search for other datasets, where it is an offset', async () => {
  const page_token = await tokenOf({ order_by: [{ field_name: 'name' }] })
  const datasets = [{ dataset_name: 'iris' }]
  expect(await search({ page_token, order_by: [{ field_name: 'name' }], datasets })).toEqual({})
})

test('is refused with other arguments, in the words of MLflow', async () => {
  const plain = await tokenOf({})
  await expect(search({ page_token: plain }, [second])).rejects.toMatchObject({
    code: 'INVALID_PARAMETER_VALUE',
    message: `Experiment IDs in the page token do not match the requested experiment IDs. Expected: ['${second}']. Found: ['${first}']`,
  })
  await expect(search({ page_token: plain, filter: "name = 'a'" })).rejects.toThrow(
    "Filter string in the page token does not match the requested filter string. Expected: name = 'a'. Found: None",
  )
  await expect(search({ page_token: plain, order_by: [{ field_name: 'name' }] })).rejects.toThrow(
    'Order by in the page token does not match the requested order by. Expected: ' +
      "[{'field_name': 'name', 'ascending': True, 'dataset_name': None, 'dataset_digest': None}]. Found: None",
  )
})

const deep = '['.repeat(60_000) + ']'.repeat(60_000)
test.each([
  btoa(`{"experiment_ids": ${deep}, "offset": 1}`),
  'x',
  'bm8=',
  btoa('{"offset": 1}'),
  btoa('{"offset": -1}'),
  btoa('[]'),
  btoa('null'),
  'A'.repeat(300_000),
])('T01 refuses %.30s', async (page_token) => {
  await expect(search({ page_token })).rejects.toMatchObject({ status: 400, code: 'INVALID_PARAMETER_VALUE' })
})
