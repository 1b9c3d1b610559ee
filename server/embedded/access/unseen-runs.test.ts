import { expect, test } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import { noRule } from '#contract/policy/rules.ts'
import { type Caller, openAccounts } from '../../testing/accounts.ts'
import { type Level, levels, setLevel } from '../store/accounts/levels.ts'

test('who may not read a version’s run approves nothing that its metrics decide', async () => {
  const { app, db, headersOf, things } = await openAccounts()
  const on = await db.write(() => things(false, 'admin'))
  const as = (caller: Caller): Call =>
    createClient('http://localhost/', async (url, init) =>
      app.request(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...headersOf(caller) } }),
    )
  const setExperiment = (level: Level) =>
    db.write(() =>
      setLevel(
        db,
        { kind: 'experiment', id: Number(on.experiment) },
        { holder: 'account', name: 'producer' },
        level,
        'test',
      ),
    )
  const [admin, producer] = [as('admin'), as('producer')]
  await admin('logMetric', { run_id: on.run, key: 'rmse', value: 1, timestamp: 1, step: 0 })
  const source = { name: on.model, source: 's3://b/m', run_id: on.run }
  const { version } = (await admin('createVersion', source)).model_version
  const metrics = [{ key: 'rmse', better: 'lower' as const }]
  await admin('setPolicy', { name: on.model, rules: [{ ...noRule('Production'), approvals: 1, metrics }], revision: 0 })
  const move = { name: on.model, version, stage: 'Production' }
  await admin('createTransitionRequest', move)

  await setExperiment(levels.none)
  const why =
    'You cannot approve this, because its source run is gone or you may not read it, which an approval is for.'
  expect((await producer('checkMove', move)).cannot_approve).toBe(why)
  await expect(producer('approveTransitionRequest', move)).rejects.toMatchObject({ status: 403, message: why })

  await setExperiment(levels.read)
  expect((await producer('checkMove', move)).cannot_approve).toBeUndefined()
  expect(await producer('approveTransitionRequest', move)).toMatchObject({ moved: true })
})
