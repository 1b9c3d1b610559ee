import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { noRule } from '#contract/policy/rules.ts'
import { type Behind, openBehind, openFront } from '../../testing/front.ts'

const lia = `Basic ${Buffer.from('lia:secret').toString('base64')}`
let behind: Behind
beforeAll(async () => {
  behind = await openBehind()
})
afterAll(() => behind.close())

test('what one person may read of a run that two models share decides nothing for another', async () => {
  const front = openFront(behind, { auth: 'pass-through' })
  const { run_id } = (await behind.call('createRun', { experiment_id: '0' })).run.info
  const url = `${behind.base}/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/m/model.bin`
  await fetch(url, { method: 'PUT', body: 'aaaa' })
  await behind.call('logMetric', { run_id, key: 'rmse', value: 2, timestamp: 1, step: 0 })
  behind.fault = (call, authorization) => {
    if (authorization === undefined) return 401
    return call.endsWith('/users/permissions/get') ? Response.json({ permission: 'MANAGE' }) : undefined
  }
  const rules = [{ ...noRule('Production'), approvals: 1, metrics: [{ key: 'rmse', at_most: 3 }] }]
  const moves: { name: string; version: string; stage: string }[] = []
  for (const name of ['churn', 'fares']) {
    await behind.call('createModel', { name })
    await behind.call('createVersion', { name, source: `runs:/${run_id}/m`, run_id })
    await front.as('ada')('setPolicy', { name, rules, revision: 0 })
    moves.push({ name, version: '1', stage: 'Production' })
  }
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: reading, resolve: reads } = Promise.withResolvers<void>()
  const fetched = behind.app.fetch
  const held = vi.spyOn(behind.app, 'fetch').mockImplementation(async (request) => {
    if (request.headers.get('authorization') !== lia) return fetched(request)
    if (request.url.includes('runs/get'))
      return Response.json({ error_code: 'PERMISSION_DENIED', message: 'not yours' }, { status: 403 })
    if (request.url.includes('get-artifact')) {
      reads()
      await released
    }
    return fetched(request)
  })
  const lias = front.as('lia')('checkMove', moves[0]!)
  await reading
  const miras = front.as('mira')('checkMove', moves[1]!)
  await Promise.race([miras, new Promise((resolve) => setTimeout(resolve, 200))])
  release()
  expect((await lias).missing.map(({ text }) => text)).toEqual([
    'the metric rmse (its source run is gone or you may not read it)',
    '1 approval (its source run is gone or you may not read it, so it cannot be said whose count)',
  ])
  expect((await miras).missing.map(({ text }) => text)).toEqual(['1 approval (0 so far)'])
  held.mockRestore()
})
