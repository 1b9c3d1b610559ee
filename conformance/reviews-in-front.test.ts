import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import { ApiError } from '#contract/errors.ts'
import { noRule } from '#contract/policy/rules.ts'
import { openReceiver } from '../scripts/receiver.ts'
import { openFakeUpstream } from '../testbed/fake-upstream.ts'
import { type Mlflow, startMlflow } from '../testbed/mlflow.ts'
import { type Server, startServer } from '../testbed/server.ts'
import { activitiesOf, as, inbox, newModel, walkWithSdk } from './reviews.ts'
import { testTwoDoors } from './two-doors.ts'

// docs/reviews.md §7: the log and the policy in front of real MLflow servers.

const python = { '3': process.env['MODELSHELF_PYTHON'], '2': process.env['MODELSHELF_PYTHON_2'] }
const folder = mkdtempSync(join(tmpdir(), 'modelshelf-reviews-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(!python[3] || !python[2]).each(['3', '2'] as const)('in front of MLflow %s', (version) => {
  let mlflow: Mlflow
  let shelf: Server
  let direct: Call
  beforeAll(async () => {
    mlflow = await startMlflow({
      python: python[version] ?? '',
      version,
      folder: join(folder, version),
      ...(version === '3' && { env: { MLFLOW_ENABLE_WORKSPACES: 'true' } }),
    })
    shelf = await open(mlflow.url)
    direct = createClient(`${mlflow.url}/`, fetch)
  })
  afterAll(async () => {
    await shelf?.stop()
    await mlflow?.stop()
  })

  if (version === '3') testTwoDoors(() => ({ mlflow, direct, folder }))

  test.skipIf(version === '2')(
    'log, requests and policy of one workspace do not show or count in another',
    async () => {
      const made = await fetch(`${mlflow.url}/api/3.0/mlflow/workspaces`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"name":"team-b"}',
      })
      expect([made.status, await made.text()]).toEqual([
        expect.toBeOneOf([200, 201]),
        expect.stringContaining('team-b'),
      ])
      const here = as(shelf, 'ada')
      const there = as(shelf, 'ada', 'team-b')
      const name = 'of two workspaces'
      const move = { name, version: '1', stage: 'Production' }
      for (const call of [here, there]) await newModel(call, name, 1)
      await there('setPolicy', { name, revision: 0, rules: [{ ...noRule('Production'), approvals: 1 }] })
      await there('createTransitionRequest', move)
      const { comment } = await there('createComment', { name, version: '1', comment: 'of team b' })
      expect(await here('getPolicy', { name })).toMatchObject({ own: [], in_force: [] })
      expect((await inbox(shelf)).filter((open) => open.name === name)).toEqual([])
      expect((await here('listTransitionRequests', { name, version: '1' })).requests ?? []).toEqual([])
      // The same id is of nothing here.
      await expect(here('updateComment', { id: comment.id, comment: 'x' })).rejects.toMatchObject({ status: 404 })
      await here('transitionStage', move)
      await expect(there('transitionStage', move)).rejects.toMatchObject({ status: 409 })
      expect((await activitiesOf(shelf, name)).map(({ activity_type }) => activity_type)).toEqual([
        'APPLIED_TRANSITION',
        'REGISTERED',
      ])
      expect((await there('getVersion', move)).model_version.current_stage).toBe('None')
    },
  )

  test('the databricks-sdk requests, decides and comments', async () => {
    const name = await newModel(direct, 'walk', 4)
    expect(await walkWithSdk(python[version] ?? '', shelf.url, name)).toBe('whole')
  })

  const rounds = 20
  test(`of 16 people who decide at once, one wins, in ${rounds} rounds`, async () => {
    // One version, so that MLflow has little to list each time.
    const name = await newModel(direct, 'race', 1)
    let stage = 'None'
    for (let round = 1; round <= rounds; round++) {
      const asked = { name, version: '1', stage: stage === 'Production' ? 'Staging' : 'Production' }
      await as(shelf, 'ines')('createTransitionRequest', asked)
      const decisions = await Promise.allSettled(
        Array.from({ length: 16 }, (_, n) =>
          as(shelf, `p${n}`)(n % 2 === 0 ? 'approveTransitionRequest' : 'rejectTransitionRequest', asked),
        ),
      )
      expect(decisions.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const winner = decisions.findIndex(({ status }) => status === 'fulfilled')
      for (const decision of decisions)
        if (decision.status === 'rejected')
          expect([decision.reason.status, decision.reason.message]).toEqual([
            409,
            expect.stringMatching(new RegExp(`(approved|rejected) by p${winner} at \\d{4}-`)),
          ])
      const { model_version } = await direct('getVersion', asked)
      if (winner % 2 === 0) ({ stage } = asked)
      expect(model_version.current_stage).toBe(stage)
    }
  })

  test('a policy cannot be passed by how a call is spelled', async () => {
    const name = await newModel(direct, 'around', 2)
    await as(shelf, 'ada')('setPolicy', {
      name,
      revision: 0,
      rules: [
        { ...noRule('Production'), approvals: 1 },
        { ...noRule('@champion'), approvals: 1 },
      ],
    })
    const move = { name, version: '1', stage: 'Production' }
    const set = { name, version: '1', alias: 'champion' }
    const at = 'api/2.0/mlflow/model-versions/transition-stage'
    const alias = 'api/2.0/mlflow/registered-models/alias'
    const tries: [string, unknown, Record<string, string>?][] = [
      [at, move],
      ['ajax-api/2.0/mlflow/databricks/model-versions/transition-stage', move],
      [at, { ...move, version: '01' }],
      [at, { ...move, version: ' 1' }],
      [at, { ...move, version: '+1' }],
      [at, { ...move, version: 1 }],
      [at, { ...move, stage: 'pRODUCTION' }],
      [at, { ...move, archiveExistingVersions: true }],
      [at, { ...move, name: undefined, Name: name }],
      [at, JSON.stringify(move)],
      [at, JSON.stringify(JSON.stringify(move))],
      [at, move, { 'X-MLFLOW-WORKSPACE': 'team-b' }],
      [at, move, { 'X-HTTP-Method-Override': 'PUT' }],
      [at.replace('api/2.0', 'api/3.0'), move],
      [at.replace('mlflow/', 'mlflow//'), move],
      [`${at}/`, move],
      [at.replace('-stage', '%2Dstage'), move],
      [at.replace('versions/', 'versions%2f'), move],
      [at.replace('api/2.0/', 'api/2.0/preview/'), move],
      [`${at}?name=other`, move],
      [`${at};x=1`, move],
      [alias, set],
      [alias, { ...set, version: '001' }],
      [alias, JSON.stringify(set)],
      [alias.replace('alias', 'al%69as'), set],
    ]
    for (const [path, body, more = {}] of tries) {
      const response = await fetch(shelf.url + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'x-user': 'eve', ...more },
        body: JSON.stringify(body),
      })
      const said = `${path} ${JSON.stringify(body)}: ${await response.text()}`
      const { model_version } = await direct('getVersion', { name, version: '1' })
      expect([model_version.current_stage, model_version.aliases ?? []], said).toEqual(['None', []])
      expect(response.status, said).toBeGreaterThanOrEqual(400)
    }
    // Somebody else may, and then nobody deletes or renames what is there.
    await as(shelf, 'ines')('createTransitionRequest', move)
    await expect(as(shelf, 'ines')('approveTransitionRequest', move)).rejects.toMatchObject({ status: 409 })
    expect(await as(shelf, 'mira')('approveTransitionRequest', move)).toMatchObject({ moved: true })
    await expect(as(shelf, 'eve')('deleteVersion', { name, version: '01' })).rejects.toMatchObject({ status: 409 })
    await expect(as(shelf, 'eve')('renameModel', { name, new_name: `${name} 2` })).rejects.toMatchObject({
      status: 409,
    })
    await expect(as(shelf, 'eve')('deleteModel', { name })).rejects.toMatchObject({ status: 409 })
    const away = 'api/2.0/mlflow/registered-models'
    for (const [method, path, body] of [
      ['POST', `${away}/rename`, { name, newName: `${name} 2` }],
      ['POST', `${away}/rename`, JSON.stringify({ name, newName: `${name} 2` })],
      ['PATCH', `${away}/update`, { name, newName: `${name} 2`, new_name: `${name} 2`, description: 'x' }],
      ['DELETE', `${away}/delete`, JSON.stringify({ name })],
      ['DELETE', `${away}/delet%65`, { name }],
      ['DELETE', 'api/2.0/mlflow/model-versions/delete', { name, version: '+1' }],
      ['DELETE', 'api/2.0/mlflow/model-versions/delete', JSON.stringify({ name, version: '1' })],
    ] as const)
      await fetch(shelf.url + path, {
        method,
        headers: { 'Content-Type': 'application/json', 'x-user': 'eve' },
        body: JSON.stringify(body),
      })
    await expect(as(shelf, 'eve')('setPolicy', { name, revision: 1, rules: [] })).rejects.toMatchObject({ status: 403 })
    expect((await direct('getVersion', { name, version: '1' })).model_version.current_stage).toBe('Production')
  })

  test('a model keeps its log when it is renamed, here or outside, and a new one of its name inherits nothing', async () => {
    const name = await newModel(direct, 'identity', 1)
    await as(shelf, 'mira')('createComment', { name, version: '1', comment: 'First.' })
    await as(shelf, 'mira')('renameModel', { name, new_name: `${name} here` })
    await direct('renameModel', { name: `${name} here`, new_name: `${name} outside` })
    await direct('transitionStage', { name: `${name} outside`, version: '1', stage: 'Staging' })
    expect(
      (await activitiesOf(shelf, `${name} outside`)).map(({ activity_type: type, user_id }) => [type, user_id]),
    ).toEqual([
      ['CHANGED_OUTSIDE', 'unknown'],
      ['CHANGED_OUTSIDE', 'unknown'],
      ['RENAMED', 'mira'],
      ['NEW_COMMENT', 'mira'],
      ['REGISTERED', 'unknown'],
    ])
    const again = `${name} outside`
    await direct('deleteModel', { name: again })
    await direct('createModel', { name: again })
    await direct('createVersion', { name: again, source: 's3://bucket/other' })
    expect((await activitiesOf(shelf, again)).map(({ activity_type }) => activity_type)).toEqual(['REGISTERED'])
  })

  test('after a kill -9 at each step of an approval, the log and webhooks say what MLflow has done', async () => {
    const name = await newModel(direct, 'kill', 5)
    const receiver = await openReceiver()
    const tell = { killAt: '', before: false }
    let running: Server
    const isTime = (path: string, before: boolean) =>
      before === tell.before && tell.killAt !== '' && path.endsWith(tell.killAt)
    const between = await openFakeUpstream(
      mlflow.url,
      ({ path }) => {
        if (!isTime(path, true)) return undefined
        void running.kill()
        return { status: 500, type: 'text/plain', body: 'nobody reads this' }
      },
      { hold: ({ path }) => (isTime(path, false) ? running.kill() : undefined) },
    )
    const data = mkdtempSync(join(folder, 'data-'))
    running = await open(between.url, data)
    await as(running, 'ada')('createRegistryWebhook', {
      events: ['MODEL_VERSION_TRANSITIONED_STAGE'],
      http_url_spec: { url: receiver.url },
    })
    const ends: Record<string, unknown> = {}
    const placeOf = async (version: string) => {
      const { current_stage, aliases = [] } = (await direct('getVersion', { name, version })).model_version
      return [current_stage, ...aliases].join(' ')
    }
    for (const [version, before, killAt] of [
      ['1', true, 'model-versions/transition-stage'],
      ['2', false, 'model-versions/transition-stage'],
      ['3', true, 'model-versions/set-tag'],
      ['4', false, 'model-versions/set-tag'],
      ['5', false, 'registered-models/alias'],
    ] as const) {
      const asked = { name, version, stage: killAt.endsWith('alias') ? '@champion' : 'Staging' }
      await as(running, 'ines')('createTransitionRequest', asked)
      Object.assign(tell, { killAt, before })
      const isRejection = killAt.endsWith('set-tag')
      await expect(
        as(running, 'mira')(isRejection ? 'rejectTransitionRequest' : 'approveTransitionRequest', asked),
      ).rejects.toBeInstanceOf(ApiError)
      tell.killAt = ''
      running = await open(between.url, data)
      const events = await activitiesOf(running, name, version)
      ends[`${killAt} ${before ? 'before' : 'after'}`] = [
        events.slice(0, 2).map(({ activity_type, user_id }) => `${activity_type} ${user_id}`),
        (await inbox(running)).filter((open) => open.name === name && open.version === version).length,
        await placeOf(version),
      ]
    }
    expect(ends).toEqual({
      'model-versions/transition-stage before': [['FAILED mira', 'REQUESTED_TRANSITION ines'], 1, 'None'],
      'model-versions/transition-stage after': [['SYSTEM_TRANSITION mira', 'APPROVED_REQUEST mira'], 0, 'Staging'],
      'model-versions/set-tag before': [['REQUESTED_TRANSITION ines', 'REGISTERED unknown'], 1, 'None'],
      'model-versions/set-tag after': [['REQUESTED_TRANSITION ines', 'REGISTERED unknown'], 1, 'None'],
      'registered-models/alias after': [['ALIAS_MOVED mira', 'APPROVED_REQUEST mira'], 0, 'None champion'],
    })
    // The person can finish it.
    await as(running, 'mira')('approveTransitionRequest', { name, version: '1', stage: 'Staging' })
    expect((await direct('getVersion', { name, version: '1' })).model_version.current_stage).toBe('Staging')
    const moved = (await receiver.atLeast(2)).map(({ body }) => JSON.parse(body) as { version: string })
    expect(moved.map(({ version }) => version)).toEqual(['2', '1'])
    await running.stop()
    await Promise.all([between.close(), receiver.close()])
  })
})

/** A Modelshelf that believes the names of a proxy on this machine. */
const open = (url: string, data?: string) =>
  startServer(data, {
    MLFLOW_TRACKING_URI: url,
    MODELSHELF_TRUST_PROXY: 'loopback',
    MODELSHELF_USER_HEADER: 'x-user',
    MODELSHELF_ADMINS: 'ada',
    MODELSHELF_ALLOW_WEBHOOKS_TO: '127.0.0.1',
  })
