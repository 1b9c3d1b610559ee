import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Hono } from 'hono'
import { expect, test } from 'vitest'
import { type Call, createClient } from '#contract/client.ts'
import { ApiError } from '#contract/errors.ts'
import { createApp } from '../../app.ts'
import { defaults } from '../../config/config.ts'
import { anyone, deletedRuns, numbers, RUNS, tags, withHeavyThings } from '../../testing/heavy-writing.ts'
import { embedded } from '../backend.ts'
import type { Who } from '../context.ts'
import { openSeen } from '../seen.ts'
import { createAccount, findAccount } from '../store/accounts/accounts.ts'
import { createGroup } from '../store/accounts/groups.ts'
import { levels } from '../store/accounts/level-words.ts'
import { setLevel } from '../store/accounts/levels.ts'
import { startSession } from '../store/accounts/sessions.ts'
import { createToken } from '../store/accounts/tokens.ts'
import { openArtifacts } from '../store/artifacts/artifacts.ts'

// Who may write in the thread, and in whose name.

const on = withHeavyThings()

test('who creates something with very many tags manages it', async () => {
  const { id } = await on.db.write(() => createAccount(on.db, { name: 'mia', role: 'contributor' }, 'test'))
  const mia: Who = {
    kind: 'account',
    id,
    name: 'mia',
    role: 'contributor',
    service: false,
    scope: 'all',
    by: 'session',
  }
  const byMia = (name: string, input: object) => on.writer.write(name, input, () => ({ who: mia, input }))
  await byMia('createModel', { name: 'waves', tags: tags(600) })
  const created = await byMia('createExperiment', { name: 'e', artifact_location: 's3://b/e', tags: tags(600) })
  expect(on.db.all('SELECT name, holder_id, level FROM model_levels')).toEqual([
    { name: 'waves', holder_id: id, level: 5 },
  ])
  const { experiment_id } = JSON.parse(created!.text) as { experiment_id: string }
  expect(on.db.all('SELECT experiment_id, holder_id, level FROM experiment_levels')).toEqual([
    { experiment_id: Number(experiment_id), holder_id: id, level: 5 },
  ])
  const elsewhere = { name: 'f', artifact_location: 'ftp://b/f', tags: tags(600) }
  await expect(byMia('createExperiment', elsewhere)).rejects.toMatchObject({ status: 400 })
})

test('asks whether somebody may when nothing can come between, and again if accounts have changed meanwhile', async () => {
  const refused = new ApiError('PERMISSION_DENIED', 'This needs MANAGE.')
  const closed = on.db.write(() => on.db.run("INSERT INTO default_policy VALUES (1, '[]', 1, 0, '')"))
  const write = on.writer.write('deleteExperiment', { experiment_id: '7' }, () => {
    if (on.db.get('SELECT 1 FROM default_policy')) throw refused
    return { who: anyone, input: { experiment_id: '7' } }
  })
  await closed
  await expect(write).rejects.toBe(refused)
  expect(deletedRuns(on.db)).toBe(0)

  const other = new DatabaseSync(on.path, { timeout: 2000 })
  let asked = 0
  await on.writer.write('deleteExperiment', { experiment_id: '7' }, () => {
    asked += 1
    // A command in the shell is another process, which this one does not wait for.
    if (asked === 1) setImmediate(() => other.exec('UPDATE account_revision SET revision = revision + 1'))
    return { who: anyone, input: { experiment_id: '7' } }
  })
  other.close()
  expect([asked, deletedRuns(on.db)]).toEqual([2, RUNS])
})

/** A server with accounts on the same data, as somebody calls it. */
async function withAccounts() {
  const secrets = await on.db.write(() => {
    setLevel(on.db, { kind: 'experiment', id: 0 }, { holder: 'everybody' }, levels.edit, 'test')
    return ['root', 'ada', 'bob'].map((name) => {
      createAccount(on.db, { name, role: name === 'root' ? 'admin' : 'contributor' }, 'test')
      return createToken(on.db, name, { name: 'CI', scope: 'all', days: 1 }, 'test')
    })
  })
  const seen = openSeen(on.path)
  const artifacts = openArtifacts(join(on.data, 'artifacts'), join(on.data, 'tmp'))
  const cookie = { name: 'c', path: '/', isSecure: () => false }
  const app = createApp({
    backend: embedded({ ...defaults, db: on.db, artifacts, writer: on.writer }, { seen, cookie, addressOf: () => '' }),
  })
  const [root, ada, bob] = secrets.map((secret) =>
    createClient('http://localhost/', async (url, init) => {
      const headers = new Headers(init?.headers)
      headers.set('Authorization', `Bearer ${secret}`)
      return app.request(url, { ...init, headers })
    }),
  ) as [Call, Call, Call] // as many as secrets
  return { app, root, ada, bob, close: () => seen.close() }
}

test('who is named first stays named, where two heavy writes come together', async () => {
  const { root, ada, bob, close } = await withAccounts()
  const { model_id } = (await root('createLoggedModel', { experiment_id: '0', name: 'm' })).model.info
  const named = { model_id, tags: [{ key: 'mlflow.user', value: 'x' }, ...tags(600)] }
  await Promise.all([ada('setLoggedModelTags', named), bob('setLoggedModelTags', named)])
  expect(on.db.all("SELECT value FROM logged_model_tags WHERE key = 'mlflow.user'")).toEqual([{ value: 'ada' }])
  close()
})

test('a run that somebody may not read is unknown to their new version', async () => {
  const { root, ada, close } = await withAccounts()
  const { run_id } = (await root('createRun', { experiment_id: '0' })).run.info
  const version = { source: `runs:/${run_id}/model`, run_id, tags: tags(600) }
  await ada('createModel', { name: 'waves' })
  await ada('createVersion', { name: 'waves', ...version })
  await on.db.write(() => setLevel(on.db, { kind: 'experiment', id: 0 }, { holder: 'everybody' }, levels.none, 'test'))
  await ada('createVersion', { name: 'waves', ...version })
  const places = on.db.all<{ storage_location: string }>(
    "SELECT storage_location FROM model_versions WHERE name = 'waves' ORDER BY version",
  )
  expect(places.map(({ storage_location }) => storage_location === version.source)).toEqual([false, true])
  close()
})

/** What somebody with a session sends. */
async function sendAs(app: Hono, name: string) {
  const session = await on.db.write(() => startSession(on.db, findAccount(on.db, name)!.id, ''))
  return (method: string, path: string, body: object) =>
    app.request(path, {
      method,
      headers: { Cookie: `c=${session}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
}

const countOf = (from: string) => on.db.get<{ count: number }>(`SELECT count(*) AS count FROM ${from}`)!.count

test('the levels of an account or a group that ends, if they are many, end in the thread', async () => {
  const { app, close } = await withAccounts()
  await on.db.write(() => {
    createGroup(on.db, 'team', 'test')
    on.db.run(`INSERT INTO registered_models (name, description, creation_timestamp, last_updated_timestamp)
      ${numbers(1, 600)} SELECT 'model ' || i, '', 0, 0 FROM n`)
    on.db.run(`INSERT INTO model_levels SELECT m.name, h.holder, h.id, 5, 0 FROM registered_models AS m, (
      SELECT 'group' AS holder, id FROM groups UNION ALL SELECT 'account', id FROM accounts WHERE name != 'root') AS h
      WHERE m.name LIKE 'model %'`)
  })
  expect(countOf('model_levels')).toBe(1800)
  const [root, ada] = [await sendAs(app, 'root'), await sendAs(app, 'ada')]
  on.ran = []
  expect((await ada('POST', '/modelshelf/groups/delete', { name: 'team' })).status).toBe(403)
  for (const [method, path, body] of [
    ['POST', '/modelshelf/groups/delete', { name: 'team' }],
    ['POST', '/modelshelf/people/delete', { name: 'ada' }],
  ] as const) {
    const answer = await root(method, path, body)
    expect([path, answer.status, await answer.json()]).toEqual([path, 200, {}])
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  }
  const removeBob = () => root('DELETE', '/api/2.0/mlflow/users/delete', { username: 'bob' })
  const [first, second] = await Promise.all([removeBob(), removeBob()])
  expect([first.status, await first.json()]).toEqual([200, {}])
  expect([second.status, await second.json()]).toMatchObject([404, { message: 'User with username=bob not found' }])
  expect(countOf('model_levels')).toBe(0)
  expect(on.ran.filter((sql) => /(accounts|groups|model_levels)/.test(sql))).toEqual([])
  expect(on.db.all("SELECT actor, action FROM audit WHERE action LIKE '%-deleted' ORDER BY id")).toEqual([
    { actor: 'root', action: 'group-deleted' },
    { actor: 'root', action: 'account-deleted' },
    { actor: 'root', action: 'account-deleted' },
  ])
  expect((await ada('POST', '/modelshelf/groups/delete', { name: 'team' })).status).toBe(401)
  close()
})

test('the levels on a model, if they are many, are replaced in the thread by who may', async () => {
  const { app, root: call, close } = await withAccounts()
  await call('createComment', { name: 'tides', version: '1', comment: 'Begins its log, whose id the path has' })
  await on.db.write(() => {
    on.db.run(`INSERT INTO accounts (name, folded, kind, role, created)
      ${numbers(1, 600)} SELECT 'p' || i, 'p' || i, 'service', 'contributor', 0 FROM n`)
    on.db.run("INSERT INTO model_levels SELECT 'tides', 'account', id, 2, 0 FROM accounts WHERE kind = 'service'")
  })
  const { id } = on.db.get<{ id: number }>("SELECT review_log AS id FROM registered_models WHERE name = 'tides'")!
  const [root, ada] = [await sendAs(app, 'root'), await sendAs(app, 'ada')]
  on.ran = []
  const path = `/api/2.0/permissions/registered-models/${id}`
  const list = [{ service_principal_name: 'p7', permission_level: 'CAN_MANAGE' }]
  expect((await ada('PUT', path, { access_control_list: list })).status).toBe(403)
  const answer = await root('PUT', path, { access_control_list: list })
  expect(await answer.json()).toMatchObject({
    object_id: `/registered-models/${id}`,
    access_control_list: [
      { service_principal_name: 'p7', all_permissions: [{ permission_level: 'CAN_MANAGE', inherited: false }] },
    ],
  })
  expect(countOf('model_levels')).toBe(1)
  expect(countOf("audit WHERE action = 'level-changed' AND actor = 'root'")).toBe(601)
  expect(on.ran.filter((sql) => sql.includes('model_levels'))).toEqual([])
  close()
})

test('what looks through all logged models or versions is written in the thread', async () => {
  const { root, close } = await withAccounts()
  await on.db.write(() => {
    on.db.run(`INSERT INTO logged_models (model_id, experiment_id, name, artifact_uri, creation_timestamp_ms,
        last_updated_timestamp_ms, status, model_type, source_run_id)
      ${numbers(1, 600)} SELECT 'm-' || i, 0, 'm', '', 0, 0, 2, '', '' FROM n`)
    on.db.run(`INSERT INTO logged_model_tags SELECT model_id, 'mlflow.modelVersions',
      '[{"name": "' || iif(model_id = 'm-7', 'tides', 'other') || '", "version": 1}]' FROM logged_models`)
  })
  on.ran = []
  await root('setAccess', { model: 'tides', holder: 'everybody', level: 'NONE' })
  expect(countOf('logged_model_tags')).toBe(599)
  const tag = { name: 'tides', key: 'mlflow.prompt.is_prompt' }
  await root('setModelTag', { ...tag, value: 'true' })
  expect(countOf("waiting_texts WHERE kind LIKE 'versions %'")).toBe(600)
  await root('deleteModelTag', tag)
  expect(on.ran.filter((sql) => /(_levels|_tags)/.test(sql))).toEqual([])
  close()
})
