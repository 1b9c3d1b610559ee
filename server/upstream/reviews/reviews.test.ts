import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { noRule } from '#contract/policy/rules.ts'
import type { Activities, Inbox, Overrides } from '#contract/review-paths.ts'
import { openDb } from '../../embedded/db.ts'
import { activityId, findLog, record } from '../../embedded/store/reviews/log.ts'
import { type Behind, type Front, openBehind, openFront as openFrontOf } from '../../testing/front.ts'

// The embedded backend stands for the MLflow server behind; conformance/reviews-in-front.test.ts has real ones.
let behind: Behind
beforeAll(async () => {
  behind = await openBehind()
})
afterAll(() => behind.close())
afterEach(() => (behind.fault = undefined))

const openFront = (options: Parameters<typeof openFrontOf>[1] = {}) => openFrontOf(behind, options)

/** With `--auth operator`, whose permissions count. */
const operator = 'the MLflow account that this server uses'

let count = 0
async function newModel(versions = 2): Promise<string> {
  const name = `it's "model" ${++count}`
  await behind.call('createModel', { name })
  for (let version = 1; version <= versions; version++)
    await behind.call('createVersion', { name, source: 's3://bucket/model' })
  return name
}

async function activities({ read }: Front, name: string) {
  const { activities } = await read<Activities>(`/modelshelf/activities?name=${encodeURIComponent(name)}`)
  return activities.map(({ activity_type: type, user_id, version, to_stage }) =>
    [type, user_id, version, to_stage].join(' '),
  )
}

const stagesOf = async (name: string) =>
  (await behind.call('searchVersions', {})).model_versions
    ?.filter((version) => version.name === name)
    .toSorted((a, b) => Number(a.version) - Number(b.version))
    .map(({ current_stage }) => current_stage)

test('every move leaves its activity, whichever call makes it, and is undone at MLflow too', async () => {
  const front = openFront()
  const name = await newModel()
  await front.as('mira')('transitionStage', { name, version: '01', stage: 'production' })
  await behind.call('setAlias', { name, version: '1', alias: 'champion' })
  const { activity_id } = await front.as('ines')('moveWorkspaceVersion', {
    name,
    version: '2',
    stage: 'Production',
    archive_existing_versions: true,
    aliases: ['champion'],
  })
  expect(await stagesOf(name)).toEqual(['Archived', 'Production'])
  expect((await behind.call('getVersionByAlias', { name, alias: 'champion' })).model_version.version).toBe('2')
  await front.as('ines')('undoMove', { id: activity_id! })
  expect(await stagesOf(name)).toEqual(['Production', 'None'])
  expect((await behind.call('getVersionByAlias', { name, alias: 'champion' })).model_version.version).toBe('1')
  expect((await activities(front, name)).toReversed()).toEqual([
    'REGISTERED unknown 1 ',
    'REGISTERED unknown 2 ',
    'APPLIED_TRANSITION mira 1 Production',
    'CHANGED_OUTSIDE unknown 1 ',
    'APPLIED_TRANSITION ines 2 Production',
    'SYSTEM_TRANSITION ines 1 Archived',
    'ALIAS_MOVED ines 2 ',
    'UNDONE ines 2 Production',
    'SYSTEM_TRANSITION ines 2 None',
    'SYSTEM_TRANSITION ines 1 Production',
    'ALIAS_MOVED ines 1 ',
  ])
})

test('a move and what it archives are one call; what does not concern the log is passed on alone', async () => {
  const { as } = openFront()
  const name = await newModel()
  await as('mira')('transitionStage', { name, version: '1', stage: 'Staging' })
  behind.asked = []
  await as('mira')('transitionStage', { name, version: '2', stage: 'Staging', archive_existing_versions: true })
  expect(behind.asked).toEqual([
    'GET registered-models/get',
    'GET model-versions/search',
    'POST model-versions/transition-stage',
  ])
  behind.asked = []
  await as('mira')('setVersionTag', { name, version: '2', key: 'a', value: 'b' })
  await as('mira')('getVersion', { name, version: '2' })
  expect(behind.asked).toEqual([
    'POST /ajax-api/2.0/mlflow/model-versions/set-tag',
    'GET /ajax-api/2.0/mlflow/model-versions/get',
  ])
})

test('nothing is shown or recorded for somebody whom MLflow does not let read the model', async () => {
  const front = openFront()
  const name = await newModel()
  await front.as('ines')('createTransitionRequest', { name, version: '1', stage: 'Staging' })
  behind.fault = (call) => (call === 'registered-models/get' ? 'refuse' : undefined)
  await expect(front.as('eve')('listTransitionRequests', { name, version: '1' })).rejects.toMatchObject({ status: 403 })
  await expect(front.as('eve')('createComment', { name, version: '1', comment: 'x' })).rejects.toMatchObject({
    status: 403,
  })
  expect((await front.read<Inbox>('/modelshelf/requests')).requests).toEqual([])
  behind.fault = undefined
  expect((await front.read<Inbox>('/modelshelf/requests')).requests).toMatchObject([{ name, version: '1' }])
})

test('the document says that no request is open, unless each person has permissions of their own', async () => {
  behind.fault = (call) => (call === '/version' ? new Response('3.17.0') : undefined)
  const front = openFront()
  const { mlflowVersion, inbox } = await front.info()
  expect([mlflowVersion, inbox]).toEqual(['3.17.0', []])
  expect(await openFront({ auth: 'pass-through' }).info()).not.toHaveProperty('inbox')
  await front.as('ines')('createTransitionRequest', { name: await newModel(), version: '1', stage: 'Staging' })
  expect(await front.info()).not.toHaveProperty('inbox') // who may see it MLflow says
})

/** A permission on a model, as MLflow tells it. */
const grant = (resource_pattern: string, permission: string) => ({
  resource_type: 'registered_model',
  resource_pattern,
  permission,
  workspace: 'default',
})

test('the inbox says what MLflow’s permissions let the caller decide, where it tells them', async () => {
  const front = openFront({ auth: 'pass-through' })
  const [own, other] = [await newModel(), await newModel()]
  for (const name of [own, other])
    await front.as('ines')('createTransitionRequest', { name, version: '1', stage: 'Production' })
  const decided = async () => {
    const { requests } = await front.read<Inbox>('/modelshelf/requests', 'mira')
    return [own, other].map((name) => requests.find((request) => request.name === name)?.may_decide)
  }
  behind.fault = (call) => {
    if (call.endsWith('/users/current/permissions'))
      return Response.json({ is_admin: false, permissions: [grant(own, 'EDIT'), grant(other, 'READ')] })
    return call.includes('/users/permissions/get') ? Response.json({ permission: 'READ' }) : undefined
  }
  expect(await decided()).toEqual([true, false])
  behind.fault = undefined // it tells nothing, so nothing is withheld
  expect(await decided()).toEqual([true, true])
})

test('a request is withdrawn by who opened it, or by an admin', async () => {
  const front = openFront()
  const name = await newModel()
  const asked = { name, version: '1', stage: 'Staging' }
  const withdrawn = { ...asked, creator: 'ines' }
  await front.as('ines')('createTransitionRequest', asked)
  await expect(front.as('eve')('deleteTransitionRequest', withdrawn)).rejects.toMatchObject({
    status: 403,
    message: 'Only ines, who opened this request, or an admin can withdraw it. Others can reject it.',
  })
  await front.as('ines')('deleteTransitionRequest', withdrawn)
  await front.as('ines')('createTransitionRequest', asked)
  await front.as('ada')('deleteTransitionRequest', withdrawn)
  // Where names are not certain, only the same name may.
  const open = openFront({ isProxied: false })
  await open.as('ines')('createTransitionRequest', asked)
  await expect(open.as('ada')('deleteTransitionRequest', withdrawn)).rejects.toMatchObject({ status: 403 })
  await open.as('ines')('deleteTransitionRequest', withdrawn)
})

test('the workspace registry’s calls say what MLflow lets the caller do, and who registered a version', async () => {
  const name = await newModel()
  const front = openFront({ auth: 'pass-through' })
  const told = async (permission: string) => {
    behind.fault = (call) => {
      if (call.endsWith('/users/current/permissions'))
        return Response.json({ is_admin: false, permissions: [grant(name, permission)] })
      return call.includes('/users/permissions/get') ? Response.json({ permission: 'READ' }) : undefined
    }
    const answer = await front.as('mira')('getWorkspaceModel', { name })
    return answer.registered_model_databricks.permission_level
  }
  expect(await told('READ')).toBe('CAN_READ')
  expect(await told('EDIT')).toBe('CAN_MANAGE_PRODUCTION_VERSIONS')
  behind.fault = undefined
  const moved = await openFront().as('mira')('moveWorkspaceVersion', { name, version: '1', stage: 'Production' })
  expect(moved.model_version_databricks).toMatchObject({
    permission_level: 'CAN_MANAGE_PRODUCTION_VERSIONS',
    user_id: 'unknown',
  })
})

test('whom MLflow does not let change the version can neither reject nor approve', async () => {
  const front = openFront()
  const name = await newModel()
  const move = { name, version: '1', stage: 'Production' }
  await front.as('ada')('setPolicy', { name, revision: 0, rules: [{ ...noRule('Production'), approvals: 2 }] })
  await front.as('ines')('createTransitionRequest', move)
  behind.fault = (call) => (call === 'model-versions/set-tag' ? 'refuse' : undefined)
  await expect(front.as('eve')('rejectTransitionRequest', move)).rejects.toMatchObject({ status: 403 })
  await expect(front.as('eve')('approveTransitionRequest', move)).rejects.toMatchObject({ status: 403 })
  behind.fault = undefined
  expect(await activities(front, name)).toHaveLength(4)
  expect(await front.as('mira')('approveTransitionRequest', move)).toMatchObject({ moved: false })
  behind.fault = (call) => (call === 'model-versions/transition-stage' ? 'refuse' : undefined)
  await expect(front.as('eve')('approveTransitionRequest', move)).rejects.toMatchObject({ status: 403 })
  behind.fault = undefined
  expect(await front.as('omar')('approveTransitionRequest', move)).toMatchObject({ moved: true })
  expect(await stagesOf(name)).toEqual(['Production', 'None'])
})

test('of 16 people who decide at once one wins, and MLflow is read for all the others together', async () => {
  const front = openFront()
  const name = await newModel()
  const asked = { name, version: '1', stage: 'Staging' }
  await front.as('ines')('createTransitionRequest', asked)
  behind.asked = []
  const decided = await Promise.allSettled(
    Array.from({ length: 16 }, (_, n) => front.as(`p${n}`)('approveTransitionRequest', asked)),
  )
  expect(decided.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(behind.asked.filter((it) => it === 'GET model-versions/search').length).toBeLessThan(6)
  // Who comes later reads anew.
  await behind.call('transitionStage', { name, version: '1', stage: 'None' })
  await front.as('p1')('createTransitionRequest', asked)
  // With pass-through, MLflow is asked with each person's own credentials.
  const through = openFront({ auth: 'pass-through' })
  behind.asked = []
  await Promise.all(Array.from({ length: 8 }, (_, n) => through.as(`p${n}`)('listTransitionRequests', asked)))
  expect(behind.asked.filter((it) => it === 'GET model-versions/search')).toHaveLength(8)
})

test('an approved request for an alias sets it at MLflow with the approver’s rights, and says what became of it', async () => {
  const front = openFront()
  const name = await newModel()
  const asked = { name, version: '1', stage: '@champion' }
  const holder = async () => (await behind.call('getModel', { name })).registered_model.aliases?.[0]?.version
  await front.as('ada')('setPolicy', { name, revision: 0, rules: [{ ...noRule('@champion'), approvals: 2 }] })
  await front.as('ines')('createTransitionRequest', asked)
  await front.as('mira')('approveTransitionRequest', asked)
  expect((await front.read<Inbox>('/modelshelf/requests')).requests.at(-1)).toMatchObject({
    to_stage: '@champion',
    approved_by: ['mira'],
  })
  behind.fault = (call) => (call === 'registered-models/alias' ? 'refuse' : undefined)
  await expect(front.as('eve')('approveTransitionRequest', asked)).rejects.toMatchObject({ status: 403 })
  behind.fault = (call) => (call === 'registered-models/alias' ? 'fail' : undefined)
  await expect(front.as('omar')('approveTransitionRequest', asked)).rejects.toThrow('failed')
  expect(await holder()).toBeUndefined()
  behind.fault = (call) => (call === 'registered-models/alias' ? 'break off' : undefined)
  const { activity } = await front.as('omar')('approveTransitionRequest', asked)
  behind.fault = undefined
  expect(await holder()).toBe('1')
  await front.as('omar')('undoMove', { id: activity.id })
  expect(await holder()).toBeUndefined()
  // Changed outside, it closes the request.
  await behind.call('setAlias', { name, version: '1', alias: 'champion' })
  expect((await activities(front, name)).slice(0, 7)).toEqual([
    'CHANGED_OUTSIDE unknown 1 ',
    'ALIAS_MOVED omar  ',
    'UNDONE omar 1 @champion',
    'ALIAS_MOVED omar 1 ',
    'APPROVED_REQUEST omar 1 @champion',
    'FAILED omar 1 ',
    'APPROVED_REQUEST mira 1 @champion',
  ])
  expect((await front.as('mira')('listTransitionRequests', asked)).requests).toBeUndefined()
})

test('an alias is not brought back to a version whose files have changed since', async () => {
  const front = openFront()
  const { run_id } = (await behind.call('createRun', { experiment_id: '0' })).run.info
  const put = (path: string, body: string) =>
    behind.app.request(`/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/${path}`, { method: 'PUT', body })
  const name = await newModel(0)
  for (const folder of ['one', 'two']) {
    await put(`${folder}/model.bin`, 'before')
    await behind.call('createVersion', { name, source: `runs:/${run_id}/${folder}`, run_id })
  }
  await front.as('ada')('setPolicy', { name, revision: 0, rules: [{ ...noRule('@champion'), approvals: 1 }] })
  const approve = async (version: string) => {
    await front.as('ines')('createTransitionRequest', { name, version, stage: '@champion' })
    return (await front.as('omar')('approveTransitionRequest', { name, version, stage: '@champion' })).activity.id
  }
  await approve('1')
  const id = await approve('2')
  await put('one/model.bin', 'changed since')
  await expect(front.as('omar')('undoMove', { id })).rejects.toThrow('Version 1 or its policy has changed since')
})

test('undoing a move of long ago reads none of what came after it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const front = openFront({ folder })
  const name = await newModel()
  await front.as('ines')('createComment', { name, version: '1', comment: 'x' }) // makes its log
  const db = openDb(join(folder, 'mlflow.db'))
  const id = await db.write(() => {
    const move = { kind: 'moved', version: '1', from_stage: 'None', to_stage: 'Staging' } as const
    const { number } = record(db, name, 'ines', move, { time: 0 })
    for (let at = 0; at < 2000; at++) record(db, name, 'omar', { kind: 'described', version: '2' }, { time: 1 })
    return activityId(findLog(db, name)!, number)
  })
  db.close()
  const parsed = vi.spyOn(JSON, 'parse')
  await expect(front.as('ines')('undoMove', { id })).rejects.toThrow('can be undone for 60 seconds only')
  expect(parsed.mock.calls.length).toBeLessThan(100)
  behind.fault = (call) => (call === 'registered-models/get' ? 'refuse' : undefined)
  await expect(front.as('eve')('undoMove', { id })).rejects.toMatchObject({ status: 403 })
  expect(parsed.mock.calls.length).toBeLessThan(100)
  parsed.mockRestore()
  await front.close()
})

test('what MLflow did although its answer was lost is recorded; what it did not do is said', async () => {
  const front = openFront()
  const name = await newModel()
  behind.fault = (call) => (call === 'model-versions/transition-stage' ? 'break off' : undefined)
  await front.as('mira')('transitionStage', { name, version: '1', stage: 'Staging' })
  behind.fault = (call) => (call === 'model-versions/transition-stage' ? 'fail' : undefined)
  await expect(front.as('mira')('transitionStage', { name, version: '1', stage: 'Production' })).rejects.toThrow(
    'failed',
  )
  behind.fault = (call) => (call === 'registered-models/alias' ? 'fail' : undefined)
  const both = { name, version: '2', stage: 'Staging', aliases: ['champion'] }
  await expect(front.as('mira')('moveWorkspaceVersion', both)).rejects.toThrow('failed')
  behind.fault = undefined
  expect((await activities(front, name)).slice(0, -2)).toEqual([
    'FAILED mira 2 ',
    'APPLIED_TRANSITION mira 2 Staging', // the half that was done
    'FAILED mira 1 ',
    'APPLIED_TRANSITION mira 1 Staging',
  ])
})

test('rules about people bind names of the proxy; others may claim any and manage nothing', async () => {
  const name = await newModel()
  const rules = [{ ...noRule('Production'), approvals: 1 }]
  const front = openFront()
  await expect(front.as('mira')('setPolicy', { name, rules, revision: 0 })).rejects.toMatchObject({ status: 403 })
  await expect(front.as('mira')('setDefaultPolicy', { rules, revision: 0 })).rejects.toMatchObject({ status: 403 })
  await front.as('ada')('setDefaultPolicy', { rules, revision: 0 })
  expect(await front.as('mira')('getPolicy', { name })).toMatchObject({
    verified: true,
    may_edit: false,
    defaults: rules,
  })
  await expect(front.as('mira')('transitionStage', { name, version: '1', stage: 'Production' })).rejects.toMatchObject({
    status: 409,
  })
  const override = { name, version: '1', stage: 'Production', comment: 'Night.' }
  await expect(front.as('mira')('overrideMove', override)).rejects.toMatchObject({ status: 403 })
  await front.as('ada')('overrideMove', override)
  expect(await stagesOf(name)).toEqual(['Production', 'None'])
  const listed = async () => (await front.read<Overrides>('/modelshelf/overrides')).overrides
  expect(await listed()).toMatchObject([{ name, version: '1', user_id: 'ada', comment: 'Night.' }])
  behind.fault = (call) => (call === 'registered-models/get' ? 'refuse' : undefined)
  expect(await listed()).toEqual([])
  behind.fault = undefined
  const open = openFront({ isProxied: false })
  expect(await open.as('ada')('getPolicy', { name })).toMatchObject({ verified: false, may_edit: false })
})

test('with pass-through, a name is certain only where MLflow refuses the call without it', async () => {
  const name = await newModel()
  const open = openFront({ auth: 'pass-through' })
  expect(await open.as('mira')('getPolicy', { name })).toMatchObject({ verified: false })
  const signedIn = openFront({ auth: 'pass-through' })
  behind.fault = (_call, authorization) => (authorization === undefined ? 401 : undefined)
  expect(await signedIn.as('mira')('getPolicy', { name })).toMatchObject({ verified: true, may_edit: false })
  await expect(signedIn.as()('getPolicy', { name })).rejects.toMatchObject({ status: 401 })
  expect(await signedIn.read('/modelshelf/me', 'mira')).toEqual({ name: 'mira' })
})

test('with pass-through, whoever manages a model by what MLflow 3 says changes its policy', async () => {
  const name = await newModel()
  const front = openFront({ auth: 'pass-through' })
  let permission = 'EDIT'
  behind.fault = (call, authorization) => {
    if (authorization === undefined) return 401
    // MLflow 3.17 answers this only to administrators.
    if (call.startsWith('registered-models/permissions/')) return 'refuse'
    return call.endsWith('/users/permissions/get') ? Response.json({ permission }) : undefined
  }
  const rules = [{ ...noRule('Production'), approvals: 1 }]
  const set = () => front.as('mira')('setPolicy', { name, rules, revision: 0 })
  await expect(set()).rejects.toMatchObject({ status: 403 })
  permission = 'MANAGE'
  await set()
  expect(await front.as('mira')('getPolicy', { name })).toMatchObject({ may_edit: true, in_force: [{ approvals: 1 }] })
})

test('an approval counts for the files and the metrics that it was given for', async () => {
  const front = openFront()
  const name = await newModel(0)
  const { run } = await behind.call('createRun', { experiment_id: '0' })
  const { run_id, artifact_uri = '' } = run.info
  const upload = (file: string, body: string) =>
    fetch(
      `${behind.base}/${artifact_uri.replace('mlflow-artifacts:/', 'api/2.0/mlflow-artifacts/artifacts/')}/m/${file}`,
      {
        method: 'PUT',
        body,
      },
    )
  await upload('model.bin', 'aaaa')
  await upload('code/a.py', 'pass')
  await behind.call('createVersion', { name, source: `runs:/${run_id}/m`, run_id })
  const metrics = [{ key: 'rmse', at_most: 3 }]
  const files = { signature: true, pinned_requirements: true }
  const rules = [{ ...noRule('Production'), approvals: 2, ...files, card: ['purpose' as const], metrics }]
  await front.as('ada')('setPolicy', { name, rules, revision: 0 })
  const move = { name, version: '1', stage: 'Production' }
  await front.as('ines')('createTransitionRequest', move)
  const missing = async () => (await front.as('mira')('checkMove', move)).missing.map(({ text }) => text)
  expect(await missing()).toEqual([
    '“Purpose” in the model card',
    'a signature',
    'a requirements.txt',
    'the metric rmse',
    '2 approvals (0 so far)',
  ])
  await behind.call('updateModel', { name, description: '## Purpose\n\nPredicts demand.\n' })
  await upload('MLmodel', 'signature:\n  inputs: "[]"\n')
  await upload('requirements.txt', 'numpy>=2\n')
  await behind.call('logMetric', { run_id, key: 'rmse', value: 2.5, timestamp: 1, step: 0 })
  expect(await missing()).toEqual([expect.stringContaining('exact versions'), '2 approvals (0 so far)'])
  await upload('requirements.txt', 'numpy==2.1\n')
  const approval = await front.as('mira')('approveTransitionRequest', move)
  expect(approval).toMatchObject({ moved: false })
  const { files: all, approvals } = await front.as('mira')('getEvidence', { name, version: '1' })
  expect(all[0]).toEqual({
    path: 'MLmodel',
    size: 26,
    sha256: createHash('sha256').update('signature:\n  inputs: "[]"\n').digest('hex'),
  })
  expect(all.map(({ path }) => path)).toEqual(['MLmodel', 'code/a.py', 'model.bin', 'requirements.txt'])
  expect(approval.activity.evidence).toEqual(approvals)
  // Somebody who may not read the run has no part in what an approval is for.
  behind.fault = (call) => (call === 'runs/get' ? 'refuse' : undefined)
  const unseen = await front.as('lia')('getEvidence', { name, version: '1' })
  expect([unseen.approvals, unseen.hidden]).toEqual([{}, ['Production']])
  behind.fault = undefined
  expect((await front.as('mira')('getEvidence', { name, version: '1' })).approvals).toEqual(approvals)
  behind.asked = []
  expect(await missing()).toEqual(['2 approvals (1 so far: mira)'])
  // The folders m and m/code, once each.
  expect(behind.asked.filter((it) => it.endsWith('artifacts/list'))).toHaveLength(2)
  await upload('model.bin', 'bbbb') // of the same size
  expect(await missing()).toEqual([expect.stringContaining('mira’s has lapsed')])
  expect(await front.as('omar')('approveTransitionRequest', move)).toMatchObject({ moved: false })
  expect(await front.as('mira')('approveTransitionRequest', move)).toMatchObject({ moved: true })
  // Seen when the policy asked about them; MLflow does not tell by whom.
  expect((await activities(front, name)).filter((it) => it.startsWith('FILES_CHANGED'))).toEqual([
    'FILES_CHANGED unknown 1 ',
  ])
})

test('whoever may not read the files or the run cannot approve, and takes nothing from what others have approved', async () => {
  const front = openFront()
  const name = await newModel(0)
  for (const rmse of [2, 1]) {
    const { run_id } = (await behind.call('createRun', { experiment_id: '0' })).run.info
    const url = `${behind.base}/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/m/model.bin`
    await fetch(url, { method: 'PUT', body: 'aaaa' })
    await behind.call('logMetric', { run_id, key: 'rmse', value: rmse, timestamp: 1, step: 0 })
    await behind.call('createVersion', { name, source: `runs:/${run_id}/m`, run_id })
  }
  await behind.call('transitionStage', { name, version: '1', stage: 'Production', archive_existing_versions: false })
  const metrics = [{ key: 'rmse', better: 'lower' as const }]
  await front.as('ada')('setPolicy', { name, rules: [{ ...noRule('Production'), approvals: 2, metrics }], revision: 0 })
  const move = { name, version: '2', stage: 'Production' }
  await front.as('ines')('createTransitionRequest', move)
  await front.as('mira')('approveTransitionRequest', move)
  const missing = async (user: string) => (await front.as(user)('checkMove', move)).missing.map(({ text }) => text)
  const lia = front.as('lia')
  for (const [closed, unseen] of [
    ['artifacts/list', `${operator} may not read its files`],
    ['/get-artifact', `${operator} may not read its files`],
    ['runs/get', `its source run is gone or ${operator} may not read it`],
  ] as const) {
    behind.fault = (call) => (call === closed ? 'refuse' : undefined)
    const remedy = 'Give this account READ permission on the experiment of the run.'
    const why = `You cannot approve this, because ${unseen}, which an approval is for. ${remedy}`
    const refusal = { status: 403, code: 'PERMISSION_DENIED', message: why }
    await expect(lia('approveTransitionRequest', move), closed).rejects.toMatchObject(refusal)
    expect((await lia('checkMove', move)).cannot_approve).toBe(why)
    expect(await missing('lia')).toContain(`2 approvals (${unseen}, so it cannot be said whose count)`)
    const { approvals, hidden } = await lia('getEvidence', { name, version: '2' })
    expect([approvals, hidden]).toEqual([{}, ['Production']])
    behind.fault = undefined
    expect(await missing('mira'), closed).toEqual(['2 approvals (1 so far: mira)'])
  }
  expect((await activities(front, name)).filter((it) => it.startsWith('FILES_CHANGED'))).toEqual([])
  expect(await front.as('omar')('approveTransitionRequest', move)).toMatchObject({ moved: true })
})

test('a metric of the version there that the caller may not read is not taken to be worse', async () => {
  const front = openFront()
  const name = await newModel(0)
  const runs: string[] = []
  for (const rmse of [1, 2]) {
    const { run_id } = (await behind.call('createRun', { experiment_id: '0' })).run.info
    await behind.call('logMetric', { run_id, key: 'rmse', value: rmse, timestamp: 1, step: 0 })
    await behind.call('createVersion', { name, source: 's3://bucket/model', run_id })
    runs.push(run_id)
  }
  await behind.call('transitionStage', { name, version: '1', stage: 'Production', archive_existing_versions: false })
  const rules = [{ ...noRule('Production'), metrics: [{ key: 'rmse', better: 'lower' as const }] }]
  await front.as('ada')('setPolicy', { name, rules, revision: 0 })
  const fetched = behind.app.fetch
  const closed = vi
    .spyOn(behind.app, 'fetch')
    .mockImplementation((request) =>
      request.url.includes(`runs/get?run_id=${runs[0]}`)
        ? Response.json({ error_code: 'PERMISSION_DENIED', message: 'not yours' }, { status: 403 })
        : fetched(request),
    )
  const move = { name, version: '2', stage: 'Production' }
  await expect(front.as('mira')('transitionStage', move)).rejects.toThrow(
    `It needs rmse no worse than that of version 1 (its source run is gone or ${operator} may not read it).`,
  )
  closed.mockRestore()
  await expect(front.as('mira')('transitionStage', move)).rejects.toThrow(
    'rmse no worse than that of version 1 (2, not 1)',
  )
})

test('says that a version has too many files to hash, and not that they cannot be read', async () => {
  const name = await newModel(0)
  const { run } = await behind.call('createRun', { experiment_id: '0' })
  const { run_id } = run.info
  const folder = join(behind.data, 'artifacts', '0', run_id, 'artifacts', 'm')
  mkdirSync(folder, { recursive: true })
  for (let at = 0; at <= 1000; at += 1) writeFileSync(join(folder, `${at}.txt`), '')
  await behind.call('createVersion', { name, source: `runs:/${run_id}/m`, run_id })
  expect(await openFront().as('mira')('getEvidence', { name, version: '1' })).toMatchObject({
    files: [],
    unreadable: 'it has more than 1,000 files',
  })
})

test('a model that was renamed outside keeps its log; the next one with its old name or new number does not', async () => {
  const front = openFront()
  const name = await newModel(1)
  await front.as('mira')('createTransitionRequest', { name, version: '1', stage: 'Staging' })
  await behind.call('renameModel', { name, new_name: `${name} b` })
  await behind.call('createModel', { name })
  await behind.call('createVersion', { name, source: 's3://bucket/other' })
  // Something has the old name, so this may be another model.
  expect(await activities(front, `${name} b`)).toEqual(['REGISTERED unknown 1 '])
  expect(await activities(front, name)).toEqual(['REGISTERED unknown 1 '])
  const kept = `${name} b`
  await front.as('mira')('createTransitionRequest', { name: kept, version: '1', stage: 'Staging' })
  await behind.call('renameModel', { name: kept, new_name: `${name} c` })
  expect(await activities(front, `${name} c`)).toEqual([
    'CHANGED_OUTSIDE unknown  ',
    'REQUESTED_TRANSITION mira 1 Staging',
    'REGISTERED unknown 1 ',
  ])
  await front.as('mira')('deleteVersion', { name: `${name} c`, version: '1' })
  expect((await front.read<Inbox>('/modelshelf/requests')).requests.filter((it) => it.name.startsWith(name))).toEqual(
    [],
  )
})

test('while the database cannot be read, guarded calls are refused with 503, and everything else goes on', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  writeFileSync(join(folder, 'mlflow.db'), 'no database, but as long as the head of one: '.repeat(100))
  const call = openFront({ folder }).as('ada')
  const name = await newModel()
  const id = { name, version: '1' }
  for (const refused of [
    () => call('transitionStage', { ...id, stage: 'Staging' }),
    () => call('setAlias', { ...id, alias: 'champion' }),
    () => call('deleteVersion', id),
    () => call('renameModel', { name, new_name: `${name} 2` }),
    () => call('deleteModel', { name }),
    () => call('createTransitionRequest', { ...id, stage: 'Staging' }),
    () => call('findWebhooks', {}),
  ])
    await expect(refused()).rejects.toMatchObject({ code: 'REVIEWS_UNAVAILABLE', status: 503 })
  await call('setVersionTag', { ...id, key: 'a', value: 'b' })
  const { model_version } = await call('getVersion', id)
  expect([model_version.current_stage, model_version.tags]).toEqual(['None', [{ key: 'a', value: 'b' }]])
  vi.restoreAllMocks()
})
