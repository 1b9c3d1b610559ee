import { expect, test } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import { noRule } from '#contract/policy/rules.ts'
import { type Caller, openAccounts } from '../../testing/accounts.ts'
import { type Level, levels } from '../store/accounts/level-words.ts'
import { setLevel } from '../store/accounts/levels.ts'

const clientsOf =
  ({ app, headersOf }: Awaited<ReturnType<typeof openAccounts>>) =>
  (caller: Caller): Call =>
    createClient('http://localhost/', async (url, init) =>
      app.request(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...headersOf(caller) } }),
    )

test('a rule of one’s own model tells no metric of a run that is hidden, whichever call meets it', async () => {
  const world = await openAccounts()
  const as = clientsOf(world)
  const [admin, mine] = [as('admin'), as('contributor')]
  const { run } = await world.db.write(() => world.things(true, 'admin'))
  await admin('logMetric', { run_id: run, key: 'rmse', value: 0.12345, timestamp: 1, step: 0 })
  const experiment_id = (await mine('createExperiment', { name: 'mine' })).experiment_id
  const shown = (await mine('createRun', { experiment_id, start_time: 1 })).run.info.run_id
  await mine('logMetric', { run_id: shown, key: 'rmse', value: 1, timestamp: 1, step: 0 })
  await mine('createModel', { name: 'mine' })
  const register = async (run_id: string) =>
    (await mine('createVersion', { name: 'mine', source: `runs:/${run_id}/model`, run_id })).model_version.version
  const [hidden, seen] = [await register(run), await register(shown)]
  await mine('transitionStage', {
    name: 'mine',
    version: hidden,
    stage: 'Production',
    archive_existing_versions: false,
  })
  await mine('setAlias', { name: 'mine', version: hidden, alias: 'best' })
  const setRules = async (metric: object, approvals = 0) => {
    const metrics = [{ key: 'rmse', ...metric }]
    const rules = ['Production', 'Staging', '@best', '@good'].map((target) => ({
      ...noRule(target),
      approvals,
      metrics,
    }))
    const { own_revision: revision } = await mine('getPolicy', { name: 'mine' })
    await mine('setPolicy', { name: 'mine', rules, revision })
  }
  const refusals = async (version: string, stage: string, alias: string) => {
    const move = { name: 'mine', version, stage }
    const asked = await Promise.allSettled([
      mine('transitionStage', { ...move, archive_existing_versions: false }),
      mine('moveWorkspaceVersion', { ...move, archive_existing_versions: false }),
      mine('setAlias', { name: 'mine', version, alias }),
    ])
    const told = asked.map((it) => (it.status === 'rejected' ? (it.reason as Error).message : 'allowed'))
    return [...told, ...(await mine('checkMove', move)).missing.map(({ text }) => text)]
  }
  const override = async (version: string, stage: string) => {
    await mine('overrideMove', {
      name: 'mine',
      version,
      stage,
      aliases: [],
      comment: 'test',
      archive_existing_versions: false,
    })
    const history = await world.app.request('/modelshelf/activities?name=mine', {
      headers: world.headersOf('contributor'),
    })
    return history.text()
  }
  const unseen = '(its source run is gone or you may not read it)'
  await setRules({ at_least: 1e300 })
  for (const told of await refusals(hidden, 'Staging', 'good')) expect(told).toContain(`the metric rmse ${unseen}`)
  await setRules({ better: 'lower' })
  for (const told of await refusals(seen, 'Production', 'best'))
    expect(told).toContain(`rmse no worse than that of version ${hidden} ${unseen}`)
  expect(await override(seen, 'Production')).toContain(unseen)
  expect(await override(hidden, 'Staging')).not.toContain('0.123')

  await setRules({ at_least: 1e300 }, 1)
  const request = { name: 'mine', version: hidden, stage: 'Production' }
  await mine('createTransitionRequest', request)
  await expect(
    mine('approveTransitionRequest', { ...request, archive_existing_versions: false }),
  ).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('its source run is gone or you may not read it') as string,
  })
})

test('who may not read a version’s run approves nothing that its metrics decide', async () => {
  const world = await openAccounts()
  const { db, things } = world
  const on = await db.write(() => things(false, 'admin'))
  const as = clientsOf(world)
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
