import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { modelFolder, proxy } from '../../testing/artifacts.ts'
import { model, openWithPolicy, v1, type WithPolicy } from '../../testing/policy.ts'

// Every way around the policy that docs/reviews.md §5 names is closed, however the request is written.

let app: WithPolicy
beforeEach(async () => {
  app = await openWithPolicy()
})

const stageOf = async (id = v1) => (await app.call('getVersion', id)).model_version.current_stage
const refused = { code: 'RESOURCE_CONFLICT', status: 409 }
const post = async (path: string, body: object, text = JSON.stringify(body)) =>
  app.app.request(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: text })

/** Version 1 in Production and named champion, where both need two approvals. */
async function guarded() {
  await app.call('transitionStage', { ...v1, stage: 'Production' })
  await app.call('setAlias', { ...v1, alias: 'champion' })
  await app.policy({ target: 'Production', approvals: 2 }, { target: '@champion', approvals: 2 })
}

describe('a move that needs approvals is refused', () => {
  beforeEach(() => app.policy({ target: 'Production', approvals: 2 }))

  const paths = ['/api/2.0/mlflow', '/ajax-api/2.0/mlflow', '/api/2.0/preview/mlflow', '/ajax-api/2.0/preview/mlflow']
  const calls = ['model-versions/transition-stage', 'databricks/model-versions/transition-stage']
  test.each(paths.flatMap((path) => calls.map((call) => `${path}/${call}`)))('on %s', async (path) => {
    expect((await post(path, { ...v1, stage: 'Production' })).status).toBe(409)
    expect(await stageOf()).toBe('None')
  })

  test.each([
    [{ ...v1, stage: 'PRODUCTION' }],
    [{ ...v1, version: '01', stage: 'production' }],
    [{ ...v1, version: '0000000001', stage: 'pRODUCTION' }],
    [{ ...v1, stage: 'Production', archiveExistingVersions: true }],
    [{ ...v1, stage: 'Production', archive_existing_versions: 'true' }],
  ])('with the arguments %j', async (body) => {
    for (const call of calls) expect((await post(`/api/2.0/mlflow/${call}`, body)).status).toBeOneOf([400, 409])
    expect(await stageOf()).toBe('None')
  })

  test.each([' Production', 'Production ', 'Production\u0000', 'Pr\u00f6duction', 'Production\n', 'ﬀProduction'])(
    'with the padded stage %j',
    async (stage) => {
      for (const call of calls) expect((await post(`/api/2.0/mlflow/${call}`, { ...v1, stage })).status).toBe(400)
      expect(await stageOf()).toBe('None')
    },
  )

  test('in a body that is JSON inside a string, and with escapes and repeated keys', async () => {
    const move = JSON.stringify({ ...v1, stage: 'Production' })
    const texts = [
      JSON.stringify(move),
      move.replace('Production', 'Pr\\u006fduction'),
      `{"stage":"None",${move.slice(1)}`,
    ]
    for (const text of texts)
      expect((await post('/api/2.0/mlflow/model-versions/transition-stage', {}, text)).status).toBeOneOf([400, 409])
    expect(await stageOf()).toBe('None')
  })

  test('by approving one’s own request under another stage, or none', async () => {
    await expect(app.bob('approveTransitionRequest', { ...v1, stage: 'Production' })).rejects.toMatchObject({
      status: 404,
    })
    await app.ann('createTransitionRequest', { ...v1, stage: 'Staging' })
    await app.bob('approveTransitionRequest', { ...v1, stage: 'Staging', aliases: [] })
    await expect(app.bob('approveTransitionRequest', { ...v1, stage: 'Production' })).rejects.toMatchObject({
      status: expect.any(Number) as number,
    })
    expect(await stageOf()).toBe('Staging')
  })

  test('for each version of a bulk move', async () => {
    const second = { name: model, version: await app.addVersion() }
    const moves = [v1, second].map((id) => app.call('transitionStage', { ...id, stage: 'Production' }))
    expect((await Promise.allSettled(moves)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect([await stageOf(), await stageOf(second)]).toEqual(['None', 'None'])
  })
})

describe('what is guarded', () => {
  beforeEach(guarded)

  test('cannot leave its stage, be deleted, or have its model renamed or deleted', async () => {
    for (const stage of ['Archived', 'None', 'Staging'])
      await expect(app.call('transitionStage', { ...v1, stage })).rejects.toMatchObject(refused)
    for (const version of ['1', '01'])
      await expect(app.call('deleteVersion', { name: model, version })).rejects.toMatchObject(refused)
    await expect(app.call('renameModel', { name: model, new_name: 'other' })).rejects.toMatchObject(refused)
    await expect(app.call('deleteModel', { name: model })).rejects.toMatchObject(refused)
    expect(await stageOf()).toBe('Production')
  })

  test('leaves its stage with the approvals for where it goes', async () => {
    const archived = { ...v1, stage: 'Archived' }
    await app.ann('createTransitionRequest', archived)
    await app.bob('approveTransitionRequest', archived)
    expect(await stageOf()).toBe('Production')
    await app.cy('approveTransitionRequest', archived)
    expect(await stageOf()).toBe('Archived')
  })

  test('keeps its alias: no other version gets it, and it cannot be removed', async () => {
    const second = { name: model, version: await app.addVersion() }
    await expect(app.call('setAlias', { ...second, alias: 'champion' })).rejects.toMatchObject(refused)
    await expect(app.call('deleteAlias', { name: model, alias: 'champion' })).rejects.toMatchObject(refused)
    const staging = { ...second, stage: 'Staging', aliases: ['champion'] }
    await expect(app.call('moveWorkspaceVersion', staging)).rejects.toMatchObject(refused)
    expect((await app.call('getVersionByAlias', { name: model, alias: 'champion' })).model_version.version).toBe('1')
    await app.call('setAlias', { ...second, alias: 'challenger' })
    await app.call('deleteAlias', { name: model, alias: 'challenger' })
  })

  test('gives its alias away with a move whose approvals all name it', async () => {
    const second = { name: model, version: await app.addVersion(), stage: 'Production' }
    await app.ann('createTransitionRequest', second)
    await app.bob('approveTransitionRequest', second)
    const along = { ...second, aliases: ['champion'] }
    expect((await app.cy('approveTransitionRequest', along)).moved).toBe(false)
    expect((await app.as('dan')('approveTransitionRequest', along)).moved).toBe(true)
    expect((await app.call('getVersionByAlias', { name: model, alias: 'champion' })).model_version.version).toBe('2')
  })

  test('keeps its files', async () => {
    for (const path of [`${modelFolder}/model.pkl`, `${modelFolder}/new/file`, `1/models//m-1/./artifacts/MLmodel`]) {
      const written = await app.app.request(proxy(path), { method: 'PUT', body: 'other' })
      expect([path, written.status]).toEqual([path, 409])
    }
    for (const path of [`${modelFolder}/model.pkl`, modelFolder, '1/models', '1']) {
      const removed = await app.app.request(proxy(path), { method: 'DELETE' })
      expect([path, removed.status]).toEqual([path, 409])
    }
    await app.put('1/r1/artifacts/other/file', 'x')
    const read = await app.app.request(proxy(`${modelFolder}/model.pkl`))
    expect(await read.text()).toBe('weights')
  })

  test('is not brought back with other files by Undo', async () => {
    const second = { name: model, version: await app.addVersion(), stage: 'Production' }
    await app.ann('createTransitionRequest', second)
    const along = { ...second, archive_existing_versions: true, aliases: ['champion'] }
    await app.bob('approveTransitionRequest', along)
    const { activity } = await app.cy('approveTransitionRequest', along)
    expect(await stageOf()).toBe('Archived')
    await app.put(`${modelFolder}/model.pkl`, 'other weights')
    await expect(app.cy('undoMove', { id: activity.id })).rejects.toMatchObject(refused)
    expect(await stageOf()).toBe('Archived')
  })

  test('comes back by Undo as it was, and needs new approvals to move again', async () => {
    const second = { name: model, version: await app.addVersion(), stage: 'Production' }
    await app.ann('createTransitionRequest', second)
    const along = { ...second, archive_existing_versions: true, aliases: ['champion'] }
    await app.bob('approveTransitionRequest', along)
    const { activity } = await app.cy('approveTransitionRequest', along)
    await app.cy('undoMove', { id: activity.id })
    expect([await stageOf(), await stageOf(second)]).toEqual(['Production', 'None'])
    await expect(app.call('transitionStage', second)).rejects.toMatchObject(refused)
    expect((await app.bob('approveTransitionRequest', along)).moved).toBe(false)
  })
})

test('a version is not brought back by Undo with another tag than the policy asked for', async () => {
  const tag = { ...v1, key: 'validation' }
  const second = { name: model, version: await app.addVersion(), key: 'validation', value: 'passed' }
  await app.call('setVersionTag', { ...tag, value: 'passed' })
  await app.call('setVersionTag', second)
  await app.call('transitionStage', { ...v1, stage: 'Production' })
  await app.policy({ target: 'Production', tags: [{ key: 'validation', value: 'passed' }], single: true })
  const { activity_id: id = '' } = await app.ann('moveWorkspaceVersion', { ...second, stage: 'Production' })
  await app.call('setVersionTag', { ...v1, key: 'other', value: 'x' }) // which no rule names
  await app.call('setVersionTag', { ...tag, value: 'failed' })
  await expect(app.ann('undoMove', { id })).rejects.toMatchObject(refused)
  await app.call('setVersionTag', { ...tag, value: 'passed' })
  await app.ann('undoMove', { id })
  expect(await stageOf()).toBe('Production')
})

test('a move cannot be undone once the policy has changed', async () => {
  const { activity_id: id = '' } = await app.ann('moveWorkspaceVersion', { ...v1, stage: 'Production' })
  await app.policy({ target: 'Production', approvals: 1 })
  await expect(app.ann('undoMove', { id })).rejects.toMatchObject({
    message: 'unknown has changed the policy since, so this move cannot be undone.',
  })
})

test('a model that is deleted and created again inherits neither policy nor approvals, and the default holds', async () => {
  await app.policy({ target: 'Production', approvals: 1 })
  await app.ann('createTransitionRequest', { ...v1, stage: 'Production' })
  await app.call('deleteModel', { name: model })
  const { default_revision: revision } = await app.call('getPolicy', {})
  await app.call('setDefaultPolicy', { rules: [{ target: 'Production', approvals: 2 }], revision })
  await app.call('createModel', { name: model })
  await app.call('createVersion', { name: model, source: 'models:/m-1', model_id: 'm-1' })
  expect((await app.call('getPolicy', { name: model })).own).toEqual([])
  expect((await app.call('listTransitionRequests', v1)).requests).toBeUndefined()
  await expect(app.call('transitionStage', { ...v1, stage: 'Production' })).rejects.toMatchObject(refused)
})

test('a renamed model keeps its policy', async () => {
  await app.policy({ target: 'Production', approvals: 1 })
  await app.call('renameModel', { name: model, new_name: 'renamed' })
  const moved = app.call('transitionStage', { ...v1, name: 'renamed', stage: 'Production' })
  await expect(moved).rejects.toMatchObject(refused)
})

test('an upload that ends after the version was approved is refused', async () => {
  await app.policy({ target: 'Production', approvals: 1 })
  await app.ann('createTransitionRequest', { ...v1, stage: 'Production' })
  const { readable: body, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const sender = writable.getWriter()
  const written = app.app.request(proxy(`${modelFolder}/model.pkl`), {
    method: 'PUT',
    body,
    duplex: 'half',
  } as RequestInit)
  await app.bob('approveTransitionRequest', { ...v1, stage: 'Production' })
  await sender.write(new TextEncoder().encode('other weights'))
  await sender.close()
  expect((await written).status).toBe(409)
  expect(await (await app.app.request(proxy(`${modelFolder}/model.pkl`))).text()).toBe('weights')
})

test('a move and a check of it say so while the files of the version are being changed', async () => {
  await app.policy({ target: 'Production', signature: true })
  const file = join(app.data, 'artifacts', modelFolder, 'model.pkl')
  let [seconds, isOver] = [0, false]
  const write = () => {
    utimesSync(file, 0, (seconds += 1))
    if (!isOver) setImmediate(write)
  }
  write()
  onTestFinished(() => {
    isOver = true
  })
  const changing = { status: 409, message: expect.stringContaining('are being changed') }
  await expect(app.call('transitionStage', { ...v1, stage: 'Production' })).rejects.toMatchObject(changing)
  await expect(app.call('checkMove', { ...v1, stage: 'Production' })).rejects.toMatchObject(changing)
})
