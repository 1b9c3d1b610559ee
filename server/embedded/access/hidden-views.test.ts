import { expect, test } from 'vitest'
import { noRule } from '#contract/policy/rules.ts'
import { writeTexts } from '../store/find/model-texts.ts'
import { openAccounts, people, type Person } from '../../testing/accounts.ts'
import { openSeen, shownRows } from '../seen.ts'
import { findAccount } from '../store/accounts/accounts.ts'
import { logLoggedModelParams } from '../store/logged-models/logged-model-data.ts'
import type { ArtifactStore } from '../store/artifacts/artifacts.ts'
import { setModelPolicy } from '../store/reviews/policy/policies.ts'
import { logBatch } from '../store/runs/run-logging.ts'
import { seenArtifacts } from './seen-artifacts.ts'
import { signedIn } from './sign-in.ts'
import { allOf } from '../../testing/all-of.ts'

// Most queries join several views, so that one which shows too much changes no answer: each is asked by itself here.

// Webhooks for all models are of none that could be hidden; their routes are for admins.
const rows = (table: string) => (table === 'webhooks' ? 'webhooks WHERE log IS NOT NULL' : table)

test('each view leaves out what is hidden, by itself', async () => {
  const world = await openAccounts()
  const { db } = world
  const seen = openSeen(db.get<{ file: string }>('PRAGMA database_list')!.file)
  const tables = Object.keys(shownRows)
  const rowsOf = (name: Person) => {
    const as = seen.by(findAccount(db, name)!)
    return Object.fromEntries(
      tables.map((table) => [table, as.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${rows(table)}`)!.rows]),
    )
  }
  const before = Object.fromEntries(people.map((name) => [name, rowsOf(name)]))
  const makeHidden = () => {
    const { model: name, run: run_id, loggedModel: id, mark } = world.things(true, 'admin')
    const tag = { key: 'k', value: mark }
    logBatch(db, {
      run_id,
      params: [tag],
      tags: [tag],
      metrics: [{ key: 'm', value: 1, timestamp: 1, step: 0, model_id: id }],
    })
    logLoggedModelParams(db, id, [tag])
    db.run('INSERT INTO aliases (name, alias, version) VALUES (?, ?, 1)', name, mark)
    db.run('INSERT INTO model_inputs (run_id, model_id) VALUES (?, ?)', run_id, id)
    db.run('INSERT INTO model_outputs (run_id, model_id, step) VALUES (?, ?, 0)', run_id, id)
    setModelPolicy(db, name, [{ ...noRule('Staging'), tags: [{ key: 'checked' }] }], 0, 'test')
  }
  await db.write(makeHidden)
  await writeTexts(db)
  for (const name of people) {
    const grown = tables.filter((table) => rowsOf(name)[table]! > before[name]![table]!)
    expect([name, grown]).toEqual([name, name === 'reader' || name === 'contributor' ? [] : tables])
  }
  seen.close()
})

test('no folder of something hidden is listed or walked, whatever asks for it', async () => {
  const world = await openAccounts()
  const { db } = world
  const seen = openSeen(db.get<{ file: string }>('PRAGMA database_list')!.file)
  const { experiment, run } = await db.write(() => world.things(true, 'admin'))
  const file = { path: 'f' }
  // Only what is asked here.
  const store = {
    async *list() {
      yield [file]
    },
    async *walk() {
      yield [file]
    },
    look: () => Promise.resolve({ count: 1 }),
  } as unknown as ArtifactStore
  for (const name of people) {
    const who = signedIn(findAccount(db, name)!, 'all', 'session')
    const artifacts = seenArtifacts(store, db, { who, seen: seen.by(who), again() {} })
    const path = `${experiment}/${run}/artifacts`
    const shown = name === 'reader' || name === 'contributor' ? [] : [file]
    const found = [await allOf(artifacts.list(path)), await allOf(artifacts.walk(path))]
    expect([name, ...found]).toEqual([name, shown, shown])
    expect([name, (await artifacts.look(path)).count]).toEqual([name, shown.length])
  }
  seen.close()
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
  level_changes: 'names only, which nothing reads but what lists what is closed',
  shared_links: 'listed for whoever manages the model',
  webhook_deliveries: 'listed with their webhook, for whoever manages its model',
  models_without_texts: 'names only, which nothing reads but what writes the texts',
  waiting_texts: '',
  groups: '',
  group_members: '',
  tokens: '',
  sessions: '',
  model_levels: '',
  experiment_levels: '',
  audit: '',
}

test('every table has a view, or a reason to have none', async () => {
  const { db } = await openAccounts()
  const tables = db.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
       AND name NOT GLOB 'model_trigrams*' AND name NOT GLOB 'model_words*' AND name != 'model_vocabulary'`, // indexes of model_texts
  )
  expect(tables.map(({ name }) => name).toSorted()).toEqual(
    [...Object.keys(shownRows), ...Object.keys(notHidden)].toSorted(),
  )
})
