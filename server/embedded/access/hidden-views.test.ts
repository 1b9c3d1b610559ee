import { expect, test } from 'vitest'
import { noRule } from '#contract/policy/rules.ts'
import { openAccounts, people, type Person } from '../../testing/accounts.ts'
import { openSeen, shownRows } from '../seen.ts'
import { findAccount } from '../store/accounts/accounts.ts'
import { logLoggedModelParams } from '../store/logged-models/logged-model-data.ts'
import type { ArtifactStore } from '../store/artifacts/artifacts.ts'
import { setModelPolicy } from '../store/reviews/policy/policies.ts'
import { logBatch } from '../store/runs/run-logging.ts'
import { seenArtifacts } from './seen-artifacts.ts'
import { signedIn } from './sign-in.ts'

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
  // So many that the texts of models are indexed, and then one whose texts wait for that.
  await db.write(() => [1, 2, 3, 4, 5, 6].forEach(makeHidden))
  await db.write(makeHidden)
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
  const store = { list: () => Promise.resolve([file]), walk: () => [file] } as unknown as ArtifactStore
  for (const name of people) {
    const who = signedIn(findAccount(db, name)!, 'all', 'session')
    const artifacts = seenArtifacts(store, db, seen.by(who), who)
    const path = `${experiment}/${run}/artifacts`
    const shown = name === 'reader' || name === 'contributor' ? [] : [file]
    expect([name, await artifacts.list(path), [...artifacts.walk(path)]]).toEqual([name, shown, shown])
  }
  seen.close()
})
