import { beforeEach, describe, expect, test } from 'vitest'
import { NAME_HEADER } from '#contract/review-paths.ts'
import { name, v1, v2, openWithReviews, type WithReviews } from '../../testing/reviews.ts'

let app: WithReviews['app']
let as: WithReviews['as']
let ines: WithReviews['ines']
let mira: WithReviews['mira']
let activities: WithReviews['activities']
let inbox: WithReviews['inbox']
beforeEach(async () => {
  ;({ app, as, ines, mira, activities, inbox } = await openWithReviews())
})

const stageOf = async (id: typeof v1) => (await app.call('getVersion', id)).model_version.current_stage

test('a decision records whether the person had opened Changes, where the client says so', async () => {
  for (const changes_opened of [true, false, undefined]) {
    await ines('createTransitionRequest', { ...v1, stage: 'Staging' })
    await mira('rejectTransitionRequest', {
      ...v1,
      stage: 'Staging',
      ...(changes_opened !== undefined && { changes_opened }),
    })
  }
  await ines('createTransitionRequest', { ...v1, stage: 'Staging' })
  const { activity } = await mira('approveTransitionRequest', { ...v1, stage: 'Staging', changes_opened: true })
  expect(activity.system_comment).toBe('After opening Changes')
  const rejections = (await activities()).filter(({ activity_type }) => activity_type === 'REJECTED_REQUEST')
  expect(rejections.map(({ system_comment }) => system_comment)).toEqual([
    undefined,
    'Without opening Changes',
    'After opening Changes',
  ])
})

describe('a request', () => {
  test('is listed until it is approved, which moves the version', async () => {
    const { request } = await ines('createTransitionRequest', { ...v1, stage: 'production', comment: 'Better by 3 %' })
    expect(request).toMatchObject({
      activity_type: 'REQUESTED_TRANSITION',
      user_id: 'Inês',
      comment: 'Better by 3 %',
      from_stage: 'None',
      to_stage: 'Production',
    })
    expect((await mira('listTransitionRequests', v1)).requests).toEqual([request])
    expect(await inbox()).toEqual([{ ...request, name }])

    const { activity } = await mira('approveTransitionRequest', { ...v1, stage: 'Production', comment: 'Go' })
    expect(activity).toMatchObject({ activity_type: 'APPROVED_REQUEST', user_id: 'Mira', comment: 'Go' })
    expect(await stageOf(v1)).toBe('Production')
    expect((await mira('listTransitionRequests', v1)).requests).toBeUndefined()
    expect(await inbox()).toEqual([])
  })

  test('is the one that is open when the same person asks again', async () => {
    const first = await ines('createTransitionRequest', { ...v1, stage: 'Staging' })
    expect(await ines('createTransitionRequest', { ...v1, stage: 'STAGING', comment: 'again' })).toEqual(first)
    await mira('createTransitionRequest', { ...v1, stage: 'Staging' })
    expect(await inbox()).toHaveLength(2)
  })

  test('is closed with all others for that stage by an approval, and by a move', async () => {
    for (const call of [ines, mira]) await call('createTransitionRequest', { ...v1, stage: 'Staging' })
    await ines('createTransitionRequest', { ...v1, stage: 'Production' })
    await ines('createTransitionRequest', { ...v2, stage: 'Staging' })
    await mira('approveTransitionRequest', { ...v1, stage: 'Staging' })
    expect((await inbox()).map(({ version, to_stage }) => [version, to_stage])).toEqual([
      ['1', 'Production'],
      ['2', 'Staging'],
    ])
    await app.call('transitionStage', { ...v2, stage: 'Staging' })
    expect(await inbox()).toHaveLength(1)
  })

  test('can be rejected, and withdrawn by naming who made it', async () => {
    await ines('createTransitionRequest', { ...v1, stage: 'Staging' })
    const { activity } = await mira('rejectTransitionRequest', { ...v1, stage: 'Staging', comment: 'No signature' })
    expect(activity).toMatchObject({ activity_type: 'REJECTED_REQUEST', user_id: 'Mira', comment: 'No signature' })
    await ines('createTransitionRequest', { ...v1, stage: 'Staging' })
    const withdrawn = { ...v1, stage: 'Staging', creator: 'Mira' }
    await expect(ines('deleteTransitionRequest', withdrawn)).rejects.toMatchObject({ status: 404 })
    await ines('deleteTransitionRequest', { ...withdrawn, creator: 'Inês' })
    expect(await inbox()).toEqual([])
    expect(await stageOf(v1)).toBe('None')
  })

  test('says in the workspace registry’s words who made the model and its version', async () => {
    await ines('createModel', { name: 'of ines' })
    await mira('createVersion', { name: 'of ines', source: 's3://bucket/model' })
    const { registered_model_databricks: model } = await mira('getWorkspaceModel', { name: 'of ines' })
    expect(model).toMatchObject({ user_id: 'Inês', permission_level: 'CAN_MANAGE' })
    const moved = await ines('moveWorkspaceVersion', { name: 'of ines', version: '1', stage: 'Staging' })
    expect(moved.model_version_databricks).toMatchObject({ user_id: 'Mira', permission_level: 'CAN_MANAGE' })
  })

  test('tells who comes too late who decided, and when', async () => {
    await ines('createTransitionRequest', { ...v1, stage: 'Staging' })
    await mira('rejectTransitionRequest', { ...v1, stage: 'Staging' })
    await expect(ines('approveTransitionRequest', { ...v1, stage: 'Staging' })).rejects.toMatchObject({
      code: 'RESOURCE_CONFLICT',
      status: 409,
      message: expect.stringMatching(/is closed: rejected by Mira at 20\d\d-.*Z\.$/),
    })
  })

  test('is said to be closed by who took back the move since', async () => {
    const { activity_id: id = '' } = await mira('moveWorkspaceVersion', { ...v1, stage: 'Staging' })
    await mira('undoMove', { id })
    await expect(ines('approveTransitionRequest', { ...v1, stage: 'Staging' })).rejects.toMatchObject({
      status: 409,
      message: expect.stringMatching(/is closed: undone by Mira at 20\d\d-.*Z\.$/),
    })
  })

  test('cannot be approved once the version is somewhere else', async () => {
    await ines('createTransitionRequest', { ...v1, stage: 'Production' })
    await mira('transitionStage', { ...v1, stage: 'Archived' })
    await expect(mira('approveTransitionRequest', { ...v1, stage: 'Production' })).rejects.toMatchObject({
      status: 409,
      message: 'Version 1 was in None when Inês asked for Production, and is in Archived now.',
    })
    expect(await inbox()).toHaveLength(1)
  })

  test('must be for another stage of a version that exists', async () => {
    const refused = async (input: typeof v1 & { stage: string }) =>
      ines('createTransitionRequest', input).then(
        () => 200,
        ({ status }) => status,
      )
    expect(await refused({ ...v1, stage: 'None' })).toBe(409)
    expect(await refused({ ...v1, stage: 'prod' })).toBe(400)
    expect(await refused({ ...v1, version: '9', stage: 'Staging' })).toBe(404)
    expect(await refused({ name: 'nobody', version: '1', stage: 'Staging' })).toBe(404)
    await expect(ines('approveTransitionRequest', { ...v1, stage: 'Staging' })).rejects.toMatchObject({ status: 404 })
  })

  test('is decided by exactly one of sixteen, in 20 rounds, and the others are told who and when', async () => {
    const deciders = Array.from({ length: 16 }, (_, index) => as(`Decider ${index}`))
    let stage = 'None'
    for (let round = 0; round < 20; round++) {
      const asked = { ...v1, stage: stage === 'Production' ? 'Staging' : 'Production' }
      await ines('createTransitionRequest', asked)
      // In another order each time: the first call to arrive wins.
      const order = deciders.map((call, index) => ({ call, n: (index * 7 + round) % 16 }))
      const results = await Promise.allSettled(
        order.map(({ call, n }) => call(n % 2 === 0 ? 'approveTransitionRequest' : 'rejectTransitionRequest', asked)),
      )
      const [won, ...more] = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.activity] : []))
      expect(more).toEqual([])
      const isApproved = won?.activity_type === 'APPROVED_REQUEST'
      const told = `${isApproved ? 'approved' : 'rejected'} by ${won?.user_id} at ${new Date(won!.creation_timestamp).toISOString()}`
      const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
      expect(lost).toEqual(
        Array.from({ length: 15 }, () =>
          expect.objectContaining({ status: 409, message: expect.stringContaining(told) }),
        ),
      )
      if (isApproved) ({ stage } = asked)
      expect(await stageOf(v1)).toBe(stage)
    }
  })
})

test('refuses a comment that is too long, wherever it is made', async () => {
  const comment = 'x'.repeat(10_001)
  const refused = { code: 'INVALID_PARAMETER_VALUE', status: 400 }
  await expect(ines('createComment', { ...v1, comment })).rejects.toMatchObject(refused)
  await expect(ines('createTransitionRequest', { ...v1, stage: 'Staging', comment })).rejects.toMatchObject(refused)
  await ines('createTransitionRequest', { ...v1, stage: 'Staging' })
  await expect(mira('approveTransitionRequest', { ...v1, stage: 'Staging', comment })).rejects.toMatchObject(refused)
  expect(await stageOf(v1)).toBe('None')
  await expect(mira('moveWorkspaceVersion', { ...v1, stage: 'Staging', comment })).rejects.toMatchObject(refused)
  expect(await inbox()).toHaveLength(1)
})

describe('a comment', () => {
  test('is changed and deleted by who wrote it', async () => {
    const { comment } = await ines('createComment', { ...v1, comment: 'Look at the rain' })
    expect(comment).toMatchObject({ user_id: 'Inês', comment: 'Look at the rain' })
    await expect(mira('updateComment', { id: comment.id, comment: 'x' })).rejects.toMatchObject({ status: 403 })
    await expect(mira('deleteComment', { id: comment.id })).rejects.toMatchObject({ status: 403 })
    await ines('updateComment', { id: comment.id, comment: 'Look at the wind' })
    expect(await activities('1')).toMatchObject([{ id: comment.id, comment: 'Look at the wind' }, {}])
    await ines('deleteComment', { id: comment.id })
    expect((await activities('1')).map(({ activity_type }) => activity_type)).toEqual(['REGISTERED'])
    await expect(ines('deleteComment', { id: comment.id })).rejects.toMatchObject({ status: 404 })
  })

  test.each(['', 'x', '1', '1.', '99.1', '1.99', '1.1.1', '-1.1'])('has no id %j', async (id) => {
    await expect(ines('deleteComment', { id })).rejects.toSatisfy(({ status }) => status === 400 || status === 404)
  })
})

test.each(['%', '%E0%A4%A', 'x'.repeat(300), 'a%0Ab', '%20'])('the name %j is unknown', async (header) => {
  const response = await app.app.request('/api/2.0/mlflow/comments/create', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [NAME_HEADER]: header },
    body: JSON.stringify({ ...v1, comment: 'hello' }),
  })
  expect(await response.json()).toMatchObject({ comment: { user_id: 'unknown' } })
})

test('a DELETE takes its arguments from the query, as databricks-sdk sends them', async () => {
  await ines('createTransitionRequest', { ...v1, stage: 'Staging' })
  const query = new URLSearchParams({ ...v1, stage: 'Staging', creator: 'Inês' })
  const answer = await app.app.request(`/api/2.0/mlflow/transition-requests/delete?${query}`, { method: 'DELETE' })
  expect(await answer.json()).toMatchObject({ activity: { activity_type: 'CANCELLED_REQUEST' } })
  const unnamed = await app.app.request('/api/2.0/mlflow/registered-models/delete?x=1', { method: 'DELETE' })
  expect(await unnamed.json()).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' })
})

test('the inbox says who has approved a request since the version last moved', async () => {
  const rules = [{ target: 'Staging', approvals: 2 }]
  await ines('setPolicy', { name, rules, revision: 0 })
  await ines('createTransitionRequest', { ...v1, stage: 'Staging' })
  expect((await inbox())[0]).not.toHaveProperty('approved_by')
  await mira('approveTransitionRequest', { ...v1, stage: 'Staging' })
  expect(await inbox()).toMatchObject([{ user_id: 'Inês', approved_by: ['Mira'] }])
  await as('Otto')('approveTransitionRequest', { ...v1, stage: 'Staging' })
  expect(await inbox()).toEqual([])
})
