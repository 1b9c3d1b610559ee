import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Scope } from '#contract/accounts/account-calls.ts'
import { noRule } from '#contract/policy/rules.ts'
import { createApp } from '../app.ts'
import { defaults } from '../config/config.ts'
import { embedded } from '../embedded/backend.ts'
import { type Db, openDb } from '../embedded/db.ts'
import { openSeen } from '../embedded/seen.ts'
import { createAccount, deleteAccount } from '../embedded/store/accounts/accounts.ts'
import { levels, type Level, type Thing } from '../embedded/store/accounts/level-words.ts'
import { setLevel } from '../embedded/store/accounts/levels.ts'
import { createSharedLink } from '../embedded/store/accounts/shared-links.ts'
import { startSession } from '../embedded/store/accounts/sessions.ts'
import { createToken, revokeToken } from '../embedded/store/accounts/tokens.ts'
import { openArtifacts } from '../embedded/store/artifacts/artifacts.ts'
import { createExperiment } from '../embedded/store/experiments/experiments.ts'
import { createLoggedModel } from '../embedded/store/logged-models/logged-models.ts'
import { createModel } from '../embedded/store/registry/models.ts'
import { createVersion } from '../embedded/store/registry/create-version.ts'
import { transitionStage } from '../embedded/store/registry/stages.ts'
import { setDefaultPolicy } from '../embedded/store/reviews/policy/policies.ts'
import { createComment } from '../embedded/store/reviews/comments.ts'
import { record } from '../embedded/store/reviews/log.ts'
import { createRequest } from '../embedded/store/reviews/requests.ts'
import { noteAttempt } from '../embedded/store/webhooks/deliveries.ts'
import { enqueueTest } from '../embedded/store/webhooks/outbox.ts'
import { insertWebhook } from '../embedded/store/webhooks/webhook-rows.ts'
import { logMetric } from '../embedded/store/runs/run-logging.ts'
import { logInputs } from '../embedded/store/runs/run-models.ts'
import { createRun } from '../embedded/store/runs/runs.ts'

export const people = ['reader', 'contributor', 'editor', 'stager', 'producer', 'manager', 'admin'] as const
export type Person = (typeof people)[number]
/** A service account, with the levels of the manager. */
export const machine = 'machine' as const
type Holder = Person | typeof machine
/** Callers that are nobody: whatever they ask is 401. */
export const nobodies = ['nobody', 'expired', 'revoked', 'deleted', 'deleted session', 'invented'] as const
/** Tokens of the admin that may not do everything. */
export const scoped = ['scope read', 'scope log', 'scope import'] as const
export type Caller = Holder | (typeof nobodies)[number] | (typeof scoped)[number]

export type World = {
  app: Hono
  db: Db
  headersOf(caller: Caller): Record<string, string>
  /** New things of one caller's own, with levels for the people who have one. */
  things(closed: boolean, caller: string): Things
}

/** Names and ids of one set of things. */
export type Things = {
  /** In every name and text of theirs. */
  mark: string
  experiment: string
  run: string
  loggedModel: string
  model: string
  /** Ids of a comment and of a move, both by the caller. */
  comment: string
  move: string
  /** The id of a view-only link to the model. */
  link: string
  /** Ids of a webhook for the model, of a delivery of it, and of a webhook in MLflow's format for all models. */
  webhook: string
  delivery: string
  mlflowWebhook: string
}

/** The default policy, which guards an alias: version 1 gets it by an override only, version 2 has what it asks for. */
export const guarded = [{ ...noRule('@guarded'), tags: [{ key: 'checked' }] }]

/** Nobody listens there. */
const provider = {
  issuer: 'http://127.0.0.1:9',
  clientId: 'shelf',
  secret: '',
  name: 'Nobody',
  scopes: 'openid',
  groupsClaim: 'groups',
  roles: new Map(),
  returnTo: () => 'http://localhost/signed-in',
}

/** The real app with accounts on a database file, and a token for each kind of caller. `dist`: also its pages. */
export async function openAccounts(dist?: string): Promise<World> {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const db = openDb(join(data, 'modelshelf.db'))
  db.get('PRAGMA synchronous = OFF')
  const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  const seen = openSeen(join(data, 'modelshelf.db'))
  const cookie = { name: 'session', path: '/', isSecure: () => false }
  const app = createApp({
    backend: embedded({ ...defaults, db, artifacts }, { seen, cookie, addressOf: () => '192.0.2.1', provider }),
    ...(dist && { dist }),
  })
  const tokens = await db.write(() => {
    setDefaultPolicy(db, guarded, 0, 'test')
    for (const name of people)
      createAccount(db, { name, role: name === 'reader' || name === 'admin' ? name : 'contributor' }, 'test')
    createAccount(db, { name: machine, role: 'contributor', kind: 'service' }, 'test')
    createAccount(db, { name: 'deleted', role: 'admin' }, 'test')
    const token = (name: string, scope: Scope = 'all') => createToken(db, name, { name: scope, scope, days: 1 }, 'test')
    const own = Object.fromEntries([...people, machine, 'deleted'].map((name) => [name, token(name)]))
    const session = startSession(db, createAccount(db, { name: 'gone', role: 'admin' }, 'test').id, '')
    for (const name of ['deleted', 'gone']) deleteAccount(db, name, 'test')
    const all: Record<string, string> = {
      ...own,
      expired: token('admin'),
      revoked: token('admin'),
      'deleted session': session,
      'scope read': token('admin', 'read'),
      'scope log': token('admin', 'log'),
      'scope import': token('admin', 'import'),
      invented: `msh_${'A'.repeat(43)}`,
    }
    const ids = db.all<{ id: number }>(`SELECT id FROM tokens WHERE scope = 'all' ORDER BY id DESC LIMIT 2`)
    revokeToken(db, 'admin', ids[0]!.id, 'test')
    db.run('UPDATE tokens SET expires = ? WHERE id = ?', Date.now() - 1, ids[1]!.id)
    return all
  })
  let made = 0

  function things(closed: boolean, caller: string): Things {
    made += 1
    const mark = `${closed ? 'hush' : 'open'}-${made}`
    const model = `${mark}-model`
    const tags = [{ key: 'k', value: mark }]
    const experiment = createExperiment(db, { name: `${mark}-experiment`, tags }, [])
    const run = createRun(db, { experiment_id: experiment, run_name: `${mark}-run` })
    const logged = createLoggedModel(db, {
      experiment_id: experiment,
      name: `${mark}-logged`,
      source_run_id: run.info.run_id,
      tags,
    })
    const metric = { key: `${mark}-metric`, value: 1, timestamp: 1, step: 0 }
    logMetric(db, run.info.run_id, metric)
    const dataset = { name: `${mark}-dataset`, digest: 'd', source_type: 's', source: 's' }
    logInputs(db, { run_id: run.info.run_id, datasets: [{ dataset }] })
    createModel(db, model, `${mark} description`, tags)
    for (const tags of [[], [{ key: 'checked', value: 'yes' }]])
      createVersion(db, { name: model, source: `s3://${mark}/model`, tags })
    const on = { name: model, version: '1' }
    const comment = createComment(db, on, `${mark} comment`, caller).id
    const { event } = transitionStage(
      db,
      { ...on, stage: 'Staging', archive: false },
      { user: caller },
      { artifacts, files: undefined, seen: undefined },
    )
    const log = comment.split('.')[0]
    createRequest(db, { name: model, version: '2', stage: 'Production', comment: `${mark} request` }, caller)
    for (const stage of ['Archived', '@champion', '@guarded'])
      createRequest(db, { name: model, version: '2', stage, comment: `${mark} request` }, 'somebody')
    const overridden = { kind: 'overridden', version: '2', targets: ['Staging'], missing: ['a signature'] } as const
    record(db, model, caller, { ...overridden, comment: `${mark} override` })
    const give = (thing: Thing, levelOf: Partial<Record<Holder, Level>>) => {
      for (const [name, level] of Object.entries(levelOf))
        setLevel(db, thing, { holder: 'account', name }, level, 'test')
      if (closed) setLevel(db, thing, { holder: 'everybody' }, levels.none, 'test')
    }
    const { edit, staging, production, manage } = levels
    const all = { manager: manage, machine: manage }
    give({ kind: 'model', name: model }, { editor: edit, stager: staging, producer: production, ...all })
    give({ kind: 'experiment', id: Number(experiment) }, { editor: edit, stager: edit, producer: edit, ...all })
    createSharedLink(db, model, 1, 'test')
    const webhookOf = (dialect: 'mlflow' | 'workspace', event: string) => {
      const id = `${mark}-${dialect}`
      const times = { creation_timestamp: 1, last_updated_timestamp: 1 }
      const texts = { name: mark, description: '', url: `https://93.184.216.34/${mark}`, secret: '', authorization: '' }
      const about = { events: [event], status: 'DISABLED' as const, owner: null, saved_by: null }
      insertWebhook(db, { id, dialect, ...texts, ...about, ...times, log: dialect === 'mlflow' ? null : Number(log) })
      return id
    }
    const webhook = webhookOf('workspace', 'COMMENT_CREATED')
    const delivery = `${mark}-delivery`
    enqueueTest(db, delivery, webhook, 'COMMENT_CREATED', '{}')
    noteAttempt(db, delivery, { state: 'failed' })
    return {
      mark,
      experiment,
      run: run.info.run_id,
      loggedModel: logged.info.model_id,
      model,
      comment,
      move: `${log}.${event!.number}`,
      link: String(db.get<{ id: number }>('SELECT max(id) AS id FROM shared_links')!.id),
      webhook,
      delivery,
      mlflowWebhook: webhookOf('mlflow', 'model_version.created'),
    }
  }

  return {
    app,
    db,
    things,
    headersOf(caller): Record<string, string> {
      if (caller === 'nobody') return {}
      if (caller === 'deleted session') return { Cookie: `session=${tokens[caller]}` }
      return { Authorization: `Bearer ${tokens[caller]}` }
    },
  }
}
