import { beforeEach, expect, test } from 'vitest'
import { type ModelFacts, modelFactsPath } from '#contract/find/model-facts.ts'
import { openTestApp, type TestApp } from '../../testing/app.ts'

let app: TestApp['app']
let call: TestApp['call']
beforeEach(() => {
  ;({ app, call } = openTestApp())
})

const ask = (names: string) => app.request(`/${modelFactsPath}?${new URLSearchParams({ names })}`)
async function facts(names: readonly string[]) {
  const answer = (await (await ask(JSON.stringify(names))).json()) as { facts: ModelFacts[] }
  return answer.facts
}

test('counts the versions in each stage, and gives metrics and since when of the highest in Production', async () => {
  const { run } = await call('createRun', { experiment_id: '0', start_time: 1 })
  const { run_id } = run.info
  await call('logMetric', { run_id, key: 'rmse', value: 3.5, timestamp: 2 })
  await call('createModel', { name: 'a-ñ' })
  for (const version of ['1', '2', '3']) {
    await call('createVersion', { name: 'a-ñ', source: 's3://b/m', ...(version === '2' && { run_id }) })
    await call('transitionStage', { name: 'a-ñ', version, stage: version === '3' ? 'Staging' : 'Production' })
  }
  await call('createModel', { name: 'empty' })
  const [first, second, ...rest] = await facts(['a-ñ', 'empty', 'nobody', 'a-ñ'])
  expect(first).toEqual({
    name: 'a-ñ',
    counts: { Production: 2, Staging: 1 },
    since: expect.closeTo(Date.now(), -5) as number,
    run_id,
    metrics: [{ key: 'rmse', value: 3.5 }],
  })
  expect(second).toEqual({ name: 'empty', counts: { Production: 0, Staging: 0 }, metrics: [] })
  expect(rest).toEqual([])
})

test.each(['', '{}', '[1]', '[', JSON.stringify(Array.from({ length: 101 }, String))])(
  'refuses %j as a list of names',
  async (names) => {
    expect((await ask(names)).status).toBe(400)
  },
)
