import { expect, test } from 'vitest'
import { openAccounts } from '../../testing/accounts.ts'

// Nobody can tell by the time of an answer whether a name is hidden or free. Takes minutes: `npm run soak`.

const NAMES = 40
const ROUNDS = 150
/** The largest difference of two medians, as a part of them. Making the list of what is closed would cost 30 % and more. */
const MOST = 0.05

const mlflow = '/api/2.0/mlflow'

const post = (path: string, body: object) => ({ path, init: { method: 'POST', body: JSON.stringify(body) } })
const get = (path: string) => ({ path, init: {} })

test.runIf(process.env['MODELSHELF_SOAK'])(
  'hidden things take as long as missing ones',
  { timeout: 600_000 },
  async () => {
    const world = await openAccounts()
    const hidden = await world.db.write(() => Array.from({ length: NAMES }, () => world.things(true, 'admin')))
    const headers = { ...world.headersOf('contributor'), 'Content-Type': 'application/json' }
    const time = async (path: string, init: object) => {
      const start = process.hrtime.bigint()
      await (await world.app.request(path, { ...init, headers })).text()
      return Number(process.hrtime.bigint() - start)
    }
    const asked: Record<
      string,
      (on: { model: string; run: string; experiment: string }) => { path: string; init: object }
    > = {
      model: ({ model }) => get(`${mlflow}/registered-models/get?name=${model}`),
      search: ({ model }) =>
        get(`${mlflow}/registered-models/search?filter=${encodeURIComponent(`name = '${model}'`)}`),
      version: ({ model }) => get(`${mlflow}/model-versions/get?name=${model}&version=1`),
      activities: ({ model }) => get(`/modelshelf/activities?name=${model}`),
      run: ({ run }) => get(`${mlflow}/runs/get?run_id=${run}`),
      runs: ({ experiment }) => post(`${mlflow}/runs/search`, { experiment_ids: [experiment] }),
      artifact: ({ run }) => get(`/get-artifact?run_id=${run}&path=f`),
      tag: ({ model }) => post(`${mlflow}/registered-models/set-tag`, { name: model, key: 'k', value: 'v' }),
      move: ({ model }) =>
        post(`${mlflow}/model-versions/transition-stage`, { name: model, version: '1', stage: 'Staging' }),
    }
    const found: Record<string, { ofHidden: number; ofMissing: number; difference: number }> = {}
    for (const [name, request] of Object.entries(asked)) {
      const times: { hidden: number[]; missing: number[] } = { hidden: [], missing: [] }
      for (let round = 0; round < ROUNDS; round++)
        for (const [at, on] of hidden.entries()) {
          // Alternately first, so that neither always finds warm caches.
          const missing = request({
            model: on.model.replace('hush', 'void'),
            run: on.run.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
            experiment: `${Number(on.experiment) + 100_000}`,
          })
          const there = request(on)
          const both = (at + round) % 2 === 0 ? (['hidden', 'missing'] as const) : (['missing', 'hidden'] as const)
          for (const which of both) {
            const { path, init } = which === 'hidden' ? there : missing
            times[which].push(await time(path, init))
          }
        }
      const [ofHidden, ofMissing] = [median(times.hidden), median(times.missing)]
      found[name] = { ofHidden, ofMissing, difference: ofHidden / ofMissing - 1 }
    }
    console.table(found)
    for (const [name, { difference }] of Object.entries(found))
      expect([name, Math.abs(difference) < MOST]).toEqual([name, true])
  },
)

/** In µs. */
const median = (all: number[]) => all.toSorted((a, b) => a - b)[all.length >> 1]! / 1000
