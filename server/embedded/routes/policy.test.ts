import { beforeEach, describe, expect, test } from 'vitest'
import { type Activities, activitiesPath, NAME_HEADER, type Overrides, overridesPath } from '#contract/review-paths.ts'
import { modelFolder, proxy } from '../../testing/artifacts.ts'
import { model, openWithPolicy, v1, type WithPolicy } from '../../testing/policy.ts'

// What the policy of a model asks for holds for every client, and approvals are of what was approved (docs/reviews.md §5).

let app: WithPolicy
beforeEach(async () => {
  app = await openWithPolicy()
})

const production = { ...v1, stage: 'Production' }
const stageOf = async (id = v1) => (await app.call('getVersion', id)).model_version.current_stage
const refused = (message: string | RegExp) => ({
  code: 'RESOURCE_CONFLICT',
  status: 409,
  message: expect.stringMatching(message),
})
/** What still misses, in words. */
const missing = async (asked = production) => (await app.call('checkMove', asked)).missing.map(({ text }) => text)

describe('a policy that asks for approvals', () => {
  beforeEach(() => app.policy({ target: 'Production', approvals: 2 }))

  test('moves the version with the last one, by different people, none of whom has asked', async () => {
    await app.ann('createTransitionRequest', production)
    await expect(app.ann('approveTransitionRequest', production)).rejects.toMatchObject(refused('requested themselves'))
    expect((await app.bob('approveTransitionRequest', production)).moved).toBe(false)
    expect(await missing()).toEqual(['2 approvals (1 so far: bob)'])
    await expect(app.bob('approveTransitionRequest', production)).rejects.toMatchObject(refused('already approved'))
    expect(await stageOf()).toBe('None')
    expect((await app.cy('approveTransitionRequest', production)).moved).toBe(true)
    expect(await stageOf()).toBe('Production')
    expect((await app.call('listTransitionRequests', v1)).requests).toBeUndefined()
  })

  test('counts nobody who has asked since, even if the request was withdrawn', async () => {
    await app.ann('createTransitionRequest', production)
    await app.ann('deleteTransitionRequest', { ...production, creator: 'ann' })
    await app.bob('createTransitionRequest', production)
    await expect(app.ann('approveTransitionRequest', production)).rejects.toMatchObject(refused('requested themselves'))
    await app.cy('approveTransitionRequest', production)
    await app.cy('createTransitionRequest', production)
    expect(await missing()).toEqual(['2 approvals (0 so far)'])
  })

  test('starts from the beginning after a rejection, and after a move', async () => {
    await app.ann('createTransitionRequest', production)
    await app.bob('approveTransitionRequest', production)
    await app.cy('rejectTransitionRequest', production)
    expect(await missing()).toEqual(['2 approvals (0 so far)'])
    await app.ann('createTransitionRequest', production)
    await app.bob('approveTransitionRequest', production)
    await app.cy('transitionStage', { ...v1, stage: 'Staging' })
    await app.ann('createTransitionRequest', { ...v1, stage: 'Archived' })
    expect(await missing()).toEqual(['2 approvals (0 so far)'])
  })

  test('lets an approval lapse when the files change, and takes it again', async () => {
    await app.ann('createTransitionRequest', production)
    await app.bob('approveTransitionRequest', production)
    await app.put(`${modelFolder}/model.pkl`, 'weights')
    expect(await missing()).toEqual(['2 approvals (1 so far: bob)']) // the same bytes
    await app.put(`${modelFolder}/model.pkl`, 'other weights')
    expect(await missing()).toEqual(['2 approvals (0 so far; bob’s has lapsed, as the version has changed since)'])
    expect((await app.cy('approveTransitionRequest', production)).moved).toBe(false)
    expect((await app.bob('approveTransitionRequest', production)).moved).toBe(true)
  })

  test('makes no secret of who changed the files', async () => {
    const send = (path: string, method: string, user: string) =>
      app.app.request(proxy(path), {
        method,
        headers: { [NAME_HEADER]: user },
        ...(method === 'PUT' && { body: 'other' }),
      })
    await app.ann('createTransitionRequest', production)
    await send(`${modelFolder}/model.pkl`, 'PUT', 'eve')
    await send(`${modelFolder}/new.txt`, 'PUT', 'eve') // told once
    await send(`${modelFolder}/none.txt`, 'DELETE', 'cy') // nothing is there
    await app.bob('createComment', { ...v1, comment: 'Why?' })
    await send(`${modelFolder}/new.txt`, 'DELETE', 'eve')
    await send('1/r1/artifacts/other.txt', 'PUT', 'cy') // not of this version
    const path = `/${activitiesPath}?${new URLSearchParams(v1)}`
    const { activities } = (await (await app.app.request(path)).json()) as Activities
    expect(activities.slice(0, 4).map(({ activity_type, user_id }) => `${activity_type} ${user_id}`)).toEqual([
      'FILES_CHANGED eve',
      'NEW_COMMENT bob',
      'FILES_CHANGED eve',
      'REQUESTED_TRANSITION ann',
    ])
  })

  test('lets an approval lapse when a file is added or removed', async () => {
    await app.ann('createTransitionRequest', production)
    for (const change of [
      () => app.put(`${modelFolder}/more.txt`, 'x'),
      () => app.app.request(`/api/2.0/mlflow-artifacts/artifacts/${modelFolder}/model.pkl`, { method: 'DELETE' }),
    ]) {
      await app.bob('approveTransitionRequest', production)
      await change()
      expect(await missing()).toEqual([expect.stringContaining('bob’s has lapsed')])
    }
  })

  test('lets an approval lapse when a tag or metric that it names changes, and no other', async () => {
    await app.policy({ target: 'Production', approvals: 2, tags: [{ key: 'validation' }] })
    await app.call('setVersionTag', { ...v1, key: 'validation', value: 'passed' })
    await app.ann('createTransitionRequest', production)
    await app.bob('approveTransitionRequest', production)
    await app.call('setVersionTag', { ...v1, key: 'other', value: 'x' })
    expect(await missing()).toEqual(['2 approvals (1 so far: bob)'])
    await app.call('setVersionTag', { ...v1, key: 'validation', value: 'passed twice' })
    expect(await missing()).toEqual([expect.stringContaining('0 so far')])
  })

  test('takes an approval only of a version that has all the rest', async () => {
    await app.policy({ target: 'Production', approvals: 1, description: true, signature: true })
    await app.ann('createTransitionRequest', production)
    await expect(app.bob('approveTransitionRequest', production)).rejects.toMatchObject(
      refused('It needs a description and a signature'),
    )
    await app.call('updateVersion', { ...v1, description: 'Better' })
    await app.put(`${modelFolder}/MLmodel`, `flavors: {}\nsignature:\n  inputs: '[{"name": "x", "type": "double"}]'\n`)
    expect((await app.bob('approveTransitionRequest', production)).moved).toBe(true)
  })

  test('names who may approve', async () => {
    await app.policy({ target: 'Production', approvals: 1, approvers: ['cy'] })
    await app.ann('createTransitionRequest', production)
    await expect(app.bob('approveTransitionRequest', production)).rejects.toMatchObject(
      refused('names who may approve'),
    )
    expect(await app.bob('checkMove', production)).toMatchObject({
      approvals: { needed: 1, given: [] },
      cannot_approve: expect.stringContaining('cy'),
    })
    expect((await app.cy('approveTransitionRequest', production)).moved).toBe(true)
  })
})

test('a policy without approvals lets a version move that has what it asks for', async () => {
  await app.policy({ target: 'Staging', tags: [{ key: 'validation', value: 'passed' }] })
  const staging = { ...v1, stage: 'staging' }
  await expect(app.call('transitionStage', staging)).rejects.toMatchObject(
    refused(
      "The policy of the model 'churn' does not allow moving version 1 to Staging. It needs the tag validation = passed.",
    ),
  )
  await app.call('setVersionTag', { ...v1, key: 'validation', value: 'passed' })
  expect((await app.call('transitionStage', staging)).model_version.current_stage).toBe('Staging')
})

test('a policy reads the model card, of the version or of its model, and approvals are of the fields that it names', async () => {
  await app.policy({ target: 'Production', card: ['purpose', 'owner'] })
  const message = 'It needs “Purpose” and “Owner” in the model card.'
  await expect(app.call('transitionStage', production)).rejects.toMatchObject(refused(message))
  await app.call('updateModel', { name: model, description: '---\nowner: Ana\n---\n\n## Purpose\n\n' })
  expect(await missing()).toEqual(['“Purpose” in the model card'])
  await app.call('updateVersion', { ...v1, description: '# Intended use\n\nPredicts churn.' })
  expect(await missing()).toEqual([])

  await app.policy({ target: 'Production', approvals: 2, card: ['purpose', 'owner'] })
  await app.ann('createTransitionRequest', production)
  await app.bob('approveTransitionRequest', production)
  await app.call('updateModel', { name: model, description: '---\nowner: Ana\nsize: 1 GB\n---\n\nOther words.' })
  expect(await missing()).toEqual(['2 approvals (1 so far: bob)'])
  await app.call('updateModel', { name: model, description: '---\nowner: Cy\n---\n' })
  expect(await missing()).toEqual([expect.stringContaining('bob’s has lapsed')])
  await app.policy({ target: 'Production', card: ['purpose', 'owner'] })
  expect((await app.call('transitionStage', production)).model_version.current_stage).toBe('Production')
})

test('a policy reads the metrics of the source run, and compares them with the version that is there', async () => {
  const second = { name: model, version: await app.addVersion(), stage: 'Production' }
  await app.policy({ target: 'Production', metrics: [{ key: 'rmse', better: 'lower' }] })
  expect(await missing(second)).toEqual(['the metric rmse'])
  await app.call('logMetric', { run_id: 'r1', key: 'rmse', value: 4, timestamp: 1 })
  await app.call('transitionStage', second)
  const source = { name: model, source: 's3://bucket/model', run_id: 'host' }
  const { version } = (await app.call('createVersion', source)).model_version
  const third = { ...second, version }
  for (const [value, text] of [
    [5, 'rmse no worse than that of version 2 (5, not 4)'],
    [3, undefined],
  ] as const) {
    await app.call('logMetric', { run_id: 'host', key: 'rmse', value, timestamp: 10 - value })
    expect((await missing(third))[0]).toBe(text)
  }
})

test('a policy of one version at a time archives what is there, whoever moves', async () => {
  const second = { name: model, version: await app.addVersion() }
  await app.policy({ target: 'Production', single: true })
  await app.call('transitionStage', production)
  expect((await app.call('checkMove', { ...second, stage: 'Production' })).archives).toBe(true)
  await app.call('transitionStage', { ...second, stage: 'Production' })
  expect([await stageOf(), await stageOf(second)]).toEqual(['Archived', 'Production'])
})

test('the default holds for every model, and a model can only be stricter', async () => {
  const { default_revision } = await app.call('getPolicy', {})
  const rules = [{ target: 'Production', approvals: 1, tags: [], metrics: [] }]
  await app.call('setDefaultPolicy', { rules, revision: default_revision })
  await expect(app.call('transitionStage', production)).rejects.toMatchObject(refused('1 approval'))
  await app.policy({ target: 'Production', approvals: 0, signature: true })
  expect((await app.call('getPolicy', { name: model })).in_force).toMatchObject([{ approvals: 1, signature: true }])
})

test('two people cannot change a policy at once', async () => {
  await app.policy({ target: 'Production', approvals: 1 })
  const change = { name: model, rules: [], revision: 0 }
  await expect(app.call('setPolicy', change)).rejects.toMatchObject(refused('Somebody else has changed this policy'))
  expect((await app.call('getPolicy', { name: model })).own).toHaveLength(1)
})

describe('a rule for an alias', () => {
  test.each(['latest', 'LATEST', 'v1', 'V٣', 'a b', '', 'x'.repeat(256), 'champion\n'])(
    'is refused for %j, which no version can have',
    async (alias) => {
      const rules = [{ target: `@${alias}`, approvals: 1 }]
      await expect(app.call('setPolicy', { name: model, rules, revision: 0 })).rejects.toMatchObject({ status: 400 })
      await expect(app.call('setDefaultPolicy', { rules, revision: 0 })).rejects.toMatchObject({ status: 400 })
    },
  )

  test.each(['champion', 'Führung', '本番', 'v1a', 'x'.repeat(255)])('guards @%s', async (alias) => {
    await app.policy({ target: `@${alias}`, signature: true })
    const refusal = refused('a signature')
    await expect(app.call('setAlias', { ...v1, alias })).rejects.toMatchObject(refusal)
  })
})

describe('an override', () => {
  test('moves against the policy with a reason, which the activity keeps, and can be undone', async () => {
    await app.policy({ target: 'Production', approvals: 1, signature: true })
    const override = { ...production, comment: 'Production is down' }
    await expect(app.ann('overrideMove', { ...override, comment: ' ' })).rejects.toMatchObject({ status: 400 })
    const { activity_id } = await app.ann('overrideMove', override)
    expect(await stageOf()).toBe('Production')
    const response = await app.app.request(`/modelshelf/activities?name=${model}`)
    const { activities } = (await response.json()) as { activities: Record<string, string>[] }
    expect(activities).toContainEqual(
      expect.objectContaining({
        activity_type: 'OVERRIDDEN',
        user_id: 'ann',
        comment: 'Production is down',
        system_comment: 'To Production. The policy needs a signature and 1 approval (0 so far).',
      }),
    )
    await app.ann('undoMove', { id: activity_id })
    expect(await stageOf()).toBe('None')
  })

  test('is listed for 30 days with those of all models, the newest first', async () => {
    const listed = async () => {
      const { overrides } = (await (await app.app.request(`/${overridesPath}`)).json()) as Overrides
      return overrides.map(({ name, version, user_id, comment }) => [name, version, user_id, comment].join(' '))
    }
    await app.policy({ target: 'Production', signature: true }, { target: '@champion', signature: true })
    await app.ann('overrideMove', { ...production, comment: 'Production is down' })
    await app.bob('overrideMove', { ...v1, aliases: ['champion'], comment: 'And this.' })
    expect(await listed()).toEqual(['churn 1 bob And this.', 'churn 1 ann Production is down'])
    await app.db.write(() => app.db.run(`UPDATE review_events SET time = time - 31 * 86400000 WHERE user = 'ann'`))
    expect(await listed()).toEqual(['churn 1 bob And this.'])
  })

  test('is refused for a move that the policy allows', async () => {
    await expect(app.ann('overrideMove', { ...production, comment: 'x' })).rejects.toMatchObject(refused('allows this'))
    expect(await stageOf()).toBe('None')
  })
})
