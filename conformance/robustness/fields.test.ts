import { beforeAll, expect, test } from 'vitest'
import { lists, routes, wrong } from './field-routes.ts'
import { type Answer, call, expectInvalid, send } from './shelf.ts'

// docs/robustness.md J03–J13: every field of every write and search, with a wrong type, missing or null.

const ids = { '{run}': '', '{model}': '' }
beforeAll(async () => {
  ids['{run}'] = (await call('createRun', { experiment_id: '0' })).run.info.run_id
  ids['{model}'] = (await call('createLoggedModel', { experiment_id: '0', name: 'l' })).model.info.model_id
  for (const name of ['m', 'm2']) {
    await call('createModel', { name })
    await call('createVersion', { name, source: 's3://b/k' })
  }
})

const filled = (text: string) => text.replace('{run}', ids['{run}']).replace('{model}', ids['{model}'])

/** Sends a body with the ids of the run and the logged model filled in. */
function ask(route: string, body: unknown) {
  const [method = '', path = ''] = route.split(' ')
  return send(method, `/api/2.0/mlflow/${filled(path)}`, { body: filled(JSON.stringify(body)) })
}

/** Expects a refusal because of exactly this field. */
function expectNamed(field: string, answer: Answer) {
  expectInvalid(answer)
  expect(answer.text).toContain(field.replace(/s$/, ''))
}

/** Parses fields such as `name*:text tags:list`. */
const fieldsOf = (text: string) =>
  [...text.matchAll(/(\w+)(\*?):(\w+)/g)].map(([, name = '', star, kind]) => ({
    name,
    isRequired: star === '*',
    kind: kind as keyof typeof wrong, // the types of field-routes.ts
  }))

test.each(routes)('J03–J12 %s refuses a wrong type in every field and stores nothing', async (route, body, fields) => {
  const before = await everything()
  for (const { name, kind } of fieldsOf(fields))
    for (const value of wrong[kind]) expectNamed(name, await ask(route, { ...body, [name]: value }))
  expect(await everything()).toEqual(before)
})

const withRequired = routes.filter(([, , fields]) => fields.includes('*'))
test.each(withRequired)('J13 %s refuses missing, null and empty required fields', async (route, body, fields) => {
  const before = await everything()
  for (const { name, isRequired, kind } of fieldsOf(fields))
    for (const value of [undefined, null, ...(kind === 'text' ? [''] : [])])
      if (isRequired) expectNamed(name, await ask(route, { ...body, [name]: value }))
  expect(await everything()).toEqual(before)
})

test.each(lists)('J03–J13 %s refuses wrong fields within %s %s', async (route, body, field, item, fields) => {
  const before = await everything()
  for (const { name, kind } of fieldsOf(fields)) {
    const missing = name === 'key' || name === 'model_id' ? [undefined, null, ''] : []
    for (const value of [...wrong[kind], ...missing])
      expectNamed(name, await ask(route, { ...body, [field]: [{ ...item, [name]: value }] }))
  }
  expect(await everything()).toEqual(before)
})

async function everything() {
  const { experiments } = await call('searchExperiments', { max_results: 100, view_type: 'ALL' })
  const { runs } = await call('searchRuns', { experiment_ids: ['0'], run_view_type: 'ALL' })
  const { models } = await call('searchLoggedModels', { experiment_ids: ['0'] })
  const { registered_models } = await call('searchModels', {})
  return { experiments, runs, models, registered_models, versions: await call('searchVersions', {}) }
}
