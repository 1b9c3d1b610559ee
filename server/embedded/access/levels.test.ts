import { beforeEach, expect, test } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import { noRule } from '#contract/policy/rules.ts'
import { type Inbox, requestsPath } from '#contract/review-paths.ts'
import { BY_TAG, OWNER_TAG } from '#contract/tags.ts'
import { type Caller, openAccounts, type Things, type World } from '../../testing/accounts.ts'
import { createGroup, joinGroup } from '../store/accounts/groups.ts'
import { createAccount } from '../store/accounts/accounts.ts'
import { createToken } from '../store/accounts/tokens.ts'
import { type Holder, type Level, levels, setLevel, type Thing } from '../store/accounts/levels.ts'
import { shownRows } from '../seen.ts'

let world: World
let on: Things
beforeEach(async () => {
  world = await openAccounts()
  on = await world.db.write(() => world.things(false, 'admin'))
})

const as = (caller: Caller): Call =>
  createClient('http://localhost/', async (url, init) =>
    world.app.request(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...world.headersOf(caller) },
    }),
  )
const set = (thing: Thing, to: Holder, level?: Level) =>
  world.db.write(() => setLevel(world.db, thing, to, level, 'test'))
const everybody = { holder: 'everybody' } as const
const account = (name: Caller) => ({ holder: 'account', name }) as const
const model = (): Thing => ({ kind: 'model', name: on.model })
const experiment = (): Thing => ({ kind: 'experiment', id: Number(on.experiment) })
const readModel = () => as('contributor')('getModel', { name: on.model })
/** Asks the artifact proxy; `path` begins with a slash or a question mark. */
async function ask(caller: Caller, method: string, path: string): Promise<[number, string]> {
  const init = { method, headers: world.headersOf(caller), ...(method === 'PUT' && { body: 'x' }) }
  const response = await world.app.request(`/api/2.0/mlflow-artifacts/artifacts${path}`, init)
  return [response.status, await response.text()]
}
const describe = (caller: Caller) => as(caller)('updateModel', { name: on.model, description: 'd' })

test('a level that is given counts at once, also for a reader, and no more once it is taken away', async () => {
  await expect(describe('reader')).rejects.toMatchObject({ status: 403, message: expect.stringContaining('CAN_EDIT') })
  await set(model(), account('reader'), levels.edit)
  await describe('reader')
  await set(model(), account('reader'))
  await expect(describe('reader')).rejects.toMatchObject({ status: 403 })
})

test('a level for everybody lets contributors change a thing, and readers only read it', async () => {
  await set(model(), everybody, levels.edit)
  await describe('contributor')
  await expect(describe('reader')).rejects.toMatchObject({ status: 403 })
})

test('a group shares its level with its members', async () => {
  await set(model(), everybody, levels.none)
  await expect(readModel()).rejects.toMatchObject({ status: 404 })
  await world.db.write(() => {
    createGroup(world.db, 'team', 'test')
    joinGroup(world.db, 'team', 'contributor', 'test')
  })
  await set(model(), { holder: 'group', name: 'team' }, levels.edit)
  await describe('contributor')
  expect((await readModel()).registered_model.description).toBe('d')
  await expect(describe('reader')).rejects.toMatchObject({ status: 404 })
})

test('a level of none of one’s own closes a thing, whatever the groups have', async () => {
  await world.db.write(() => {
    createGroup(world.db, 'team', 'test')
    joinGroup(world.db, 'team', 'contributor', 'test')
  })
  for (const thing of [model(), experiment()]) {
    await set(thing, { holder: 'group', name: 'team' }, levels.manage)
    await set(thing, account('contributor'), levels.none)
  }
  const refused = { status: 404 }
  await expect(readModel()).rejects.toMatchObject(refused)
  await expect(describe('contributor')).rejects.toMatchObject(refused)
  const { registered_models } = await as('contributor')('searchModels', { filter: `name = '${on.model}'` })
  expect(registered_models ?? []).toEqual([])
  for (const method of ['PUT', 'GET'])
    expect([method, (await ask('contributor', method, `/${on.experiment}/f`))[0]]).toEqual([method, 404])
  await set(model(), account('contributor'))
  await describe('contributor')
})

test('whoever makes a thing manages it, and contributors move versions where nobody else has a level', async () => {
  const name = 'made'
  await as('contributor')('createModel', { name })
  await as('contributor')('createVersion', { name, source: 's3://b/m' })
  const move = (caller: Caller, stage: string) => as(caller)('transitionStage', { name, version: '1', stage })
  await move('editor', 'Production') // a contributor like any other here
  await expect(move('reader', 'Staging')).rejects.toMatchObject({ status: 403 })
  await expect(as('editor')('deleteModel', { name })).rejects.toMatchObject({ status: 403 })
  await set({ kind: 'model', name }, account('stager'), levels.staging)
  await expect(move('editor', 'Archived')).rejects.toMatchObject({ status: 403 })
  await expect(move('stager', 'Archived')).rejects.toMatchObject({ status: 403 }) // out of Production
  await move('contributor', 'Archived')
  await move('stager', 'Staging')
  await as('contributor')('renameModel', { name, new_name: 'renamed' })
  await as('stager')('transitionStage', { name: 'renamed', version: '1', stage: 'None' })
  await as('contributor')('deleteModel', { name: 'renamed' })
  await as('editor')('createModel', { name: 'renamed' }) // levels do not come back with the name
  await expect(as('contributor')('deleteModel', { name: 'renamed' })).rejects.toMatchObject({ status: 403 })
})

test('a service account that manages a model moves versions, and neither approves, rejects nor overrides', async () => {
  const secret = await world.db.write(() => {
    createAccount(world.db, { name: 'ci', role: 'contributor', kind: 'service' }, 'test')
    return createToken(world.db, 'ci', { name: 'ci', scope: 'all', days: 1 }, 'test')
  })
  await set(model(), { holder: 'account', name: 'ci' }, levels.manage)
  const ci = createClient('http://localhost/', async (url, init) =>
    world.app.request(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), Authorization: `Bearer ${secret}` },
    }),
  )
  const version = { name: on.model, version: '2' }
  const refused = { status: 403, message: expect.stringContaining('a person') }
  const asked = { ...version, stage: 'Archived' }
  await expect(ci('approveTransitionRequest', asked)).rejects.toMatchObject(refused)
  await expect(ci('rejectTransitionRequest', asked)).rejects.toMatchObject(refused)
  const override = { ...version, aliases: ['guarded'], comment: 'because' }
  await expect(ci('overrideMove', override)).rejects.toMatchObject(refused)
  await ci('transitionStage', { ...version, stage: 'Staging' })
})

test('where the policy asks for approvals, contributors without a level neither move nor approve', async () => {
  const id = { name: 'approved', version: '1' }
  await as('contributor')('createModel', { name: id.name })
  await as('contributor')('createVersion', { name: id.name, source: 's3://b/m' })
  const rules = [{ ...noRule('Production'), approvals: 1 }]
  await as('contributor')('setPolicy', { name: id.name, rules, revision: 0 })
  const editor = as('editor') // a contributor like any other here
  const move = { ...id, stage: 'Production', archive_existing_versions: false }
  const refused = { status: 403, message: expect.stringContaining('CAN_MANAGE_PRODUCTION_VERSIONS') }
  await as('producer')('createTransitionRequest', move)
  await expect(editor('approveTransitionRequest', move)).rejects.toMatchObject(refused)
  await expect(editor('transitionStage', move)).rejects.toMatchObject(refused)
  const { models } = await editor('getRights', { models: [id.name] })
  expect(models[0]?.may).toMatchObject({ moveToStaging: true, moveToProduction: false })
  await editor('transitionStage', { ...move, stage: 'Staging' })
})

test('an alias takes CAN_EDIT, also one that moves along where every contributor may move versions', async () => {
  const id = { name: 'made', version: '1' }
  await as('contributor')('createModel', { name: id.name })
  await as('contributor')('createVersion', { name: id.name, source: 's3://b/m' })
  const editor = as('editor') // a contributor like any other here
  const refused = { status: 403, message: expect.stringContaining('CAN_EDIT') }
  const move = { ...id, stage: 'Staging', archive_existing_versions: false }
  await expect(editor('moveWorkspaceVersion', { ...move, aliases: ['live'] })).rejects.toMatchObject(refused)
  await editor('createTransitionRequest', { ...id, stage: 'Staging', aliases: ['live'] })
  await expect(editor('approveTransitionRequest', move)).rejects.toMatchObject(refused)
  await expect(editor('approveTransitionRequest', { ...move, aliases: ['other'] })).rejects.toMatchObject(refused)
  expect((await editor('getModel', { name: id.name })).registered_model.aliases ?? []).toEqual([])
  await editor('approveTransitionRequest', { ...move, aliases: [] })
  await editor('createTransitionRequest', { ...id, stage: 'Archived', aliases: ['live'] })
  await as('contributor')('approveTransitionRequest', { ...move, stage: 'Archived' })
  expect((await editor('getModel', { name: id.name })).registered_model.aliases).toEqual([
    { alias: 'live', version: '1' },
  ])
})

test('who may give an alias may also undo that, whichever of its activities they name', async () => {
  const champion = { name: on.model, version: '2', stage: '@champion' }
  const editor = as('editor')
  const { activity } = await editor('approveTransitionRequest', champion)
  const [log, number] = activity.id.split('.')
  await editor('undoMove', { id: `${log}.${Number(number) + 1}` })
  expect((await editor('getModel', { name: on.model })).registered_model.aliases ?? []).toEqual([])
})

const refusedTo = (level: string) => ({ status: 403, message: expect.stringContaining(level) })
const PRODUCTION = 'CAN_MANAGE_PRODUCTION_VERSIONS'

test.each([
  ['to Production', ['Production'], PRODUCTION],
  ['from Production', ['Production', 'Archived'], PRODUCTION],
  ['to Staging', ['Staging'], 'CAN_MANAGE_STAGING_VERSIONS'],
])('who moved a version %s undoes that while they have the level for it', async (_, stages, level) => {
  const producer = as('producer')
  const on2 = { name: on.model, version: '2', archive_existing_versions: false }
  let id = ''
  for (const stage of stages) id = (await producer('moveWorkspaceVersion', { ...on2, stage })).activity_id!
  await set(model(), account('producer'), level === PRODUCTION ? levels.staging : levels.edit)
  await expect(producer('undoMove', { id })).rejects.toMatchObject(refusedTo(level))
  await set(model(), account('producer'), level === PRODUCTION ? levels.production : levels.staging)
  await producer('undoMove', { id })
})

test('undoing takes the level of all that was moved, whichever of its activities is named', async () => {
  const id = { name: on.model, version: '1', comment: 'because' }
  const manager = as('manager')
  await as('admin')('setPolicy', { name: on.model, rules: [{ ...noRule('Production'), approvals: 1 }], revision: 0 })
  for (const to of [{ stage: 'Production' }, { aliases: ['guarded'] }]) {
    const { activity_id = '' } = await manager('overrideMove', { ...id, ...to })
    await set(model(), account('manager'), levels.staging)
    await expect(manager('undoMove', { id: activity_id })).rejects.toMatchObject(refusedTo(PRODUCTION))
    await set(model(), account('manager'), levels.manage)
    await manager('undoMove', { id: activity_id })
  }
  const moved = { name: on.model, version: '2', stage: 'Staging', archive_existing_versions: false }
  const { activity_id = '' } = await manager('moveWorkspaceVersion', { ...moved, aliases: ['guarded'] })
  await set(model(), account('manager'), levels.staging)
  await expect(manager('undoMove', { id: activity_id })).rejects.toMatchObject(refusedTo(PRODUCTION))
})

test('nobody registers a version in somebody else’s name', async () => {
  const editor = as('editor')
  const tags = [{ key: BY_TAG, value: 'somebody' }]
  const { version } = (await editor('createVersion', { name: on.model, source: 's3://b/m', tags })).model_version
  await editor('setVersionTag', { name: on.model, version, key: BY_TAG, value: 'somebody' })
  expect((await editor('getVersion', { name: on.model, version })).model_version.tags).toEqual([
    { key: BY_TAG, value: 'editor' },
  ])
})

test('a model and a version that a client makes without a name have that of its account; a prompt has none', async () => {
  const editor = as('contributor')
  const isPrompt = { key: 'mlflow.prompt.is_prompt', value: 'true' }
  const tagsOf = async (name: string, tags?: { key: string; value: string }[]) => {
    await editor('createModel', { name, ...(tags && { tags }) })
    await editor('createVersion', {
      name,
      source: tags?.includes(isPrompt) ? 'dummy-source' : 's3://b/m',
      ...(tags && { tags }),
    })
    const model = (await editor('getModel', { name })).registered_model
    return [model.tags, model.latest_versions?.[0]?.tags]
  }
  expect(await tagsOf('by a client')).toEqual([
    [{ key: OWNER_TAG, value: 'contributor' }],
    [{ key: BY_TAG, value: 'contributor' }],
  ])
  expect((await tagsOf('for ann', [{ key: OWNER_TAG, value: 'ann' }]))[0]).toEqual([{ key: OWNER_TAG, value: 'ann' }])
  expect(await tagsOf('a prompt', [isPrompt])).toEqual([[isPrompt], [isPrompt]])
})

test.each([
  ['reader', 'CAN_READ'],
  ['contributor', 'CAN_READ'],
  ['editor', 'CAN_EDIT'],
  ['stager', 'CAN_MANAGE_STAGING_VERSIONS'],
  ['producer', 'CAN_MANAGE_PRODUCTION_VERSIONS'],
  ['manager', 'CAN_MANAGE'],
  ['admin', 'CAN_MANAGE'],
] as const)('tells a %s the level %s', async (caller, level) => {
  const { registered_model_databricks: found } = await as(caller)('getWorkspaceModel', { name: on.model })
  expect(found.permission_level).toBe(level)
})

test('a taken name is taken, also if what has it is hidden', async () => {
  const hidden = await world.db.write(() => world.things(true, 'admin'))
  const taken = { code: 'RESOURCE_ALREADY_EXISTS' }
  await expect(as('contributor')('createModel', { name: hidden.model })).rejects.toMatchObject(taken)
  const name = `${hidden.mark}-experiment`
  await expect(as('contributor')('createExperiment', { name })).rejects.toMatchObject(taken)
})

test('nobody registers what they may not read', async () => {
  const hidden = await world.db.write(() => world.things(true, 'admin'))
  await as('contributor')('createModel', { name: 'mine' })
  const register = (more: object) =>
    as('contributor')('createVersion', { name: 'mine', source: 's3://b/m', ...more }).then(
      () => 'registered',
      ({ message }: Error) => message,
    )
  for (const more of [
    { source: `models:/${hidden.loggedModel}`, model_id: hidden.loggedModel },
    { source: `models:/${hidden.model}/1` },
    { source: `mlflow-artifacts:/${hidden.experiment}/${hidden.run}/artifacts/f`, run_id: hidden.run },
    { source: `mlflow-artifacts:/${hidden.experiment}/${hidden.run}/artifacts/f`, run_id: '' },
  ])
    expect(await register(more)).toMatch(/not found|must identify/)
  // A run on another server can't be told from a hidden one: neither leads to files.
  expect(await register({ source: `runs:/${hidden.run}/f`, run_id: hidden.run })).toBe('registered')
  const { artifact_uri } = await as('contributor')('getDownloadUri', { name: 'mine', version: '1' })
  expect(artifact_uri).toBe(`runs:/${hidden.run}/f`)
})

test('the files of a version can be read by whoever may read the version', async () => {
  const place = `${on.experiment}/${on.run}/artifacts`
  for (const file of ['model/MLmodel', 'other']) await ask('manager', 'PUT', `/${place}/${file}`)
  await as('manager')('createVersion', { name: on.model, source: `runs:/${on.run}/model`, run_id: on.run })
  await set(experiment(), everybody, levels.none)
  expect((await ask('reader', 'GET', `/${place}/model/MLmodel`))[0]).toBe(200)
  expect((await ask('reader', 'GET', `/${place}/other`))[0]).toBe(404)
  expect((await ask('reader', 'PUT', `/${place}/model/MLmodel`))[0]).toBe(403)
  await set(model(), everybody, levels.none)
  expect((await ask('reader', 'GET', `/${place}/model/MLmodel`))[0]).toBe(404)
})

test('no path of the artifact proxy leads around the rights', async () => {
  const hidden = await world.db.write(() => world.things(true, 'admin'))
  const place = `${hidden.experiment}/${hidden.run}/artifacts`
  await ask('manager', 'PUT', `/${place}/f`)
  for (const path of [`/${place}/f`, `/.//${place}/./f`, `/${place}%2Ff`, `/${hidden.experiment}/f`])
    for (const method of ['GET', 'PUT', 'DELETE'])
      expect([path, method, (await ask('contributor', method, path))[0]]).not.toEqual([path, method, 200])
  const models = `?path=${hidden.experiment}/models/${hidden.loggedModel}/artifacts`
  for (const path of ['', '?path=', `?path=${hidden.experiment}`, '?path=.', models])
    expect([path, await ask('contributor', 'GET', path)]).toEqual([path, [200, '{}']])
  expect((await ask('manager', 'GET', `/${place}/f`))[0]).toBe(200)
})

const create = (caller: Caller, artifact_location: string) =>
  as(caller)('createExperiment', { name: `${caller} ${artifact_location}`, artifact_location })

test('only an admin chooses a folder of the server for an experiment', async () => {
  for (const location of [`mlflow-artifacts:/${on.experiment}`, 'mlflow-artifacts:/registered', 'mlflow-artifacts:/99'])
    await expect(create('contributor', location)).rejects.toMatchObject({ status: 403 })
  await create('contributor', 's3://bucket/x')
  await create('admin', 'mlflow-artifacts:/shared')
})

const sharing = async (name: string, artifact_location: string) => {
  const { experiment_id } = await as('admin')('createExperiment', { name, artifact_location })
  return { kind: 'experiment', id: Number(experiment_id) } as const
}

test('files in the location of several experiments take the level on each of them', async () => {
  const things = [
    await sharing('one', 'mlflow-artifacts:/both/nested'),
    await sharing('above', 'mlflow-artifacts:/both'),
    await sharing('another', 'mlflow-artifacts:/both/nested'),
  ]
  // Of each, everybody may edit it unless something else is said.
  const path = '/both/nested/f'
  expect((await ask('contributor', 'PUT', path))[0]).toBe(200)
  for (const thing of things) {
    await set(thing, everybody, levels.read)
    const [status, message] = await ask('contributor', 'PUT', path)
    expect([status, message]).toEqual([403, expect.stringContaining(`EDIT on the experiment ${thing.id},`)])
    expect((await ask('contributor', 'DELETE', path))[0]).toBe(403)
    expect((await ask('contributor', 'GET', path))[0]).toBe(200)
    await set(thing, everybody, levels.none)
    for (const method of ['PUT', 'DELETE', 'GET']) expect((await ask('contributor', method, path))[0]).toBe(404)
    await set(thing, everybody)
  }
})

test('a folder is not removed over the artifacts of somebody else', async () => {
  const { experiment_id } = await as('admin')('createExperiment', {
    name: 'nested',
    artifact_location: `mlflow-artifacts:/${on.experiment}/nested`,
  })
  await set({ kind: 'experiment', id: Number(experiment_id) }, everybody, levels.read)
  const remove = (caller: Caller) =>
    world.app.request(`/api/2.0/mlflow-artifacts/artifacts/${on.experiment}`, {
      method: 'DELETE',
      headers: world.headersOf(caller),
    })
  expect((await remove('contributor')).status).toBe(403)
  expect((await remove('admin')).status).toBe(200)
})

test('a body cannot claim a name', async () => {
  const claim = [{ key: 'mlflow.user', value: 'somebody' }]
  const { experiment } = on
  const { run } = await as('contributor')('createRun', { experiment_id: experiment, user_id: 'somebody', tags: claim })
  const run_id = run.info.run_id
  await as('contributor')('setRunTag', { run_id, key: 'mlflow.user', value: 'somebody' })
  await as('contributor')('logBatch', { run_id, tags: claim })
  const read = (await as('reader')('getRun', { run_id })).run
  expect([read.info.user_id, read.data.tags?.find(({ key }) => key === 'mlflow.user')?.value]).toEqual([
    'contributor',
    'contributor',
  ])
  const { run: silent } = await as('contributor')('createRun', { experiment_id: experiment })
  expect(silent.info.user_id).toBe('contributor')
  const { comment } = await as('reader')('createComment', { name: on.model, version: '1', comment: 'c' })
  expect(comment.user_id).toBe('reader')
})

test('nobody logs into the logged model of an experiment that they may not edit', async () => {
  const own = await as('contributor')('createExperiment', { name: 'own' })
  await set(experiment(), everybody, levels.read)
  const { run } = await as('contributor')('createRun', own)
  const point = { key: 'm', value: 1, timestamp: 1, model_id: on.loggedModel }
  const { run_id } = run.info
  await expect(as('contributor')('logMetric', { run_id, ...point })).rejects.toMatchObject({ status: 403 })
  await expect(as('contributor')('logBatch', { run_id, metrics: [point] })).rejects.toMatchObject({ status: 403 })
  // runs:/<run>/<name> would lead to it.
  const fake = { ...own, source_run_id: on.run, name: 'model' }
  await expect(as('contributor')('createLoggedModel', fake)).rejects.toMatchObject({ status: 403 })
})

test('pages of every search are full, whatever is hidden between', async () => {
  const made: Things[] = [on]
  for (let i = 0; i < 6; i += 1) made.push(await world.db.write(() => world.things(i % 2 === 0, 'admin')))
  const open = made.filter(({ mark }) => mark.startsWith('open'))
  const experiment_ids = made.map(({ experiment: id }) => id)
  const reader = as('reader')
  const first = { max_results: 2 } as const
  type Page = { found: (string | undefined)[]; next: string | undefined }
  const searches: Record<string, (page_token?: string) => Promise<Page>> = {
    models: async (page_token) => {
      const { registered_models = [], next_page_token: next } = await reader('searchModels', { ...first, page_token })
      return { found: registered_models.map(({ name }) => name), next }
    },
    versions: async (page_token) => {
      const filter = 'version_number = 1'
      const page = await reader('searchVersions', { ...first, filter, page_token })
      return { found: (page.model_versions ?? []).map(({ name }) => name), next: page.next_page_token }
    },
    experiments: async (page_token) => {
      const filter = "name LIKE '%-experiment'"
      const page = await reader('searchExperiments', { ...first, filter, page_token })
      return { found: (page.experiments ?? []).map(({ name }) => name), next: page.next_page_token }
    },
    runs: async (page_token) => {
      const { runs = [], next_page_token: next } = await reader('searchRuns', { ...first, experiment_ids, page_token })
      return { found: runs.map(({ info }) => info.run_name), next }
    },
    'logged models': async (page_token) => {
      const page = await reader('searchLoggedModels', { ...first, experiment_ids, page_token })
      return { found: (page.models ?? []).map(({ info }) => info.name), next: page.next_page_token }
    },
  }
  for (const [what, search] of Object.entries(searches)) {
    const pages: Page[] = []
    for (let token: string | undefined; pages.length < 9;) {
      const page = await search(token)
      pages.push(page)
      token = page.next
      if (!token) break
    }
    expect([what, pages.map(({ found }) => found.length)]).toEqual([what, [2, 2]])
    const marks = pages.flatMap(({ found }) => found).map((name) => name?.split('-').slice(0, 2).join('-'))
    expect([what, marks.toSorted()]).toEqual([what, open.map(({ mark }) => mark).toSorted()])
  }
})

/** Tables without a view in seen.ts, and why none of their rows needs hiding. */
const notHidden: Record<string, string> = {
  model_version_tags: 'read only together with model_versions; a search names an index of it, which a view lacks',
  review_logs: 'ids only',
  sample_project: 'the same for everybody, as are the tables below',
  sample_experiments: '',
  sample_runs: '',
  sample_logged_models: '',
  sample_models: '',
  sample_versions: '',
  sample_logs: '',
  under_way: 'only in front of an MLflow server',
  default_policy: 'the same for everybody',
  accounts: 'no route of the contract reads it, nor the tables below',
  account_links: '',
  account_revision: 'a random number',
  level_revision: 'a count',
  shared_links: 'listed for whoever manages the model',
  webhook_deliveries: 'listed with their webhook, for whoever manages its model',
  models_without_texts: 'names only, which nothing reads but what writes the texts',
  groups: '',
  group_members: '',
  tokens: '',
  sessions: '',
  model_levels: '',
  experiment_levels: '',
  audit: '',
}

test('every table has a view, or a reason to have none', () => {
  const tables = world.db.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
       AND name NOT GLOB 'model_trigrams*' AND name NOT GLOB 'model_words*' AND name != 'model_vocabulary'`, // indexes of model_texts
  )
  expect(tables.map(({ name }) => name).toSorted()).toEqual(
    [...Object.keys(shownRows), ...Object.keys(notHidden)].toSorted(),
  )
})

test('the inbox tells each person which requests they may decide', async () => {
  const version = { name: on.model, version: '1' }
  const decides = async (caller: Caller) => {
    const response = await world.app.request(`/${requestsPath}`, { headers: world.headersOf(caller) })
    const { requests } = (await response.json()) as Inbox
    return requests
      .filter(({ name, user_id }) => name === on.model && user_id === 'contributor')
      .map(({ to_stage, may_decide }) => [to_stage, may_decide])
  }
  for (const stage of ['Archived', 'Production', '@other', '@guarded'])
    await as('contributor')('createTransitionRequest', { ...version, stage })
  await set(model(), account('reader'), levels.staging)
  expect(await decides('reader')).toEqual([
    ['Archived', true],
    ['Production', false],
    ['@other', true],
    ['@guarded', false],
  ])
  expect((await decides('admin')).map(([, may]) => may)).toEqual([true, true, true, true])
})
