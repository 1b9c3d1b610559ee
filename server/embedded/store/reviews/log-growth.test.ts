import { afterAll, expect, test } from 'vitest'
import { openCounted } from '../../../testing/rows-read.ts'
import type { Db } from '../../db.ts'
import { listAudit } from '../accounts/audit.ts'
import { createVersion } from '../registry/create-version.ts'
import { modelFacts } from '../registry/model-facts.ts'
import { createModel } from '../registry/models.ts'
import { forgetNotedVersions } from '../registry/noted-versions.ts'
import { getMetricHistory } from '../runs/metric-history.ts'
import { createRun } from '../runs/runs.ts'
import { listActivities, listStays } from './activities.ts'
import { eventsOfRequests, stageChanges } from './chosen-events.ts'
import { activityId, findLog, record } from './log.ts'
import { makerOf } from './makers.ts'
import { createRequest, listInbox, rejectRequest } from './requests.ts'
import { movesToUndo } from './undo.ts'

// A page of a log or a history takes as much work however long that is: counts the rows that its statements look at (testing/rows-read.ts).

const MODEL = 'tides'
/** Of another model, whose versions are only talked about. */
const asked = (version: string) => ({ name: 'shores', version, stage: 'Production' })
const few = openCounted((db) => fill(db, 1000))
const many = openCounted((db) => fill(db, 10_000))
afterAll(() => {
  few.close()
  many.close()
})

/**
 * Writes `count` events of a model, of which ten are moves, every tenth is a comment that was edited or deleted, and every tenth moves an
 * alias; an open request for that alias, requests in another model with as many comments since, audit entries and points.
 */
function fill(db: Db, count: number) {
  const insert = (into: string, select: string) =>
    db.run(
      `INSERT INTO ${into} WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT ${select} FROM n`,
    )
  createModel(db, MODEL, '', [])
  const { id } = db.get<{ id: number }>('INSERT INTO review_logs DEFAULT VALUES RETURNING id')!
  db.run('UPDATE registered_models SET review_log = ? WHERE name = ?', id, MODEL)
  const edited = `json_object('kind', iif(i % 20 = 6, 'comment-edited', 'comment-deleted'), 'version', '1', 'of', i - 1, 'comment', 'y')`
  insert(
    'review_events (log, number, time, user, version, data)',
    `${id}, i, ${Date.now()} + i, 'ines', 1, CASE
       WHEN i % ${count / 10} = 0 THEN '{"kind":"moved","version":"1","from_stage":"None","to_stage":"Staging"}'
       WHEN i % 10 = 5 THEN '{"kind":"commented","version":"1","comment":"x"}'
       WHEN i % 10 = 7 THEN '{"kind":"alias-moved","version":"1","alias":"champion"}'
       WHEN i % 10 = 6 THEN ${edited} ELSE '{"kind":"described","version":"1"}' END`,
  )
  createVersion(db, { name: MODEL, source: 's3://bucket/1' })
  createVersion(db, { name: MODEL, source: 's3://bucket/2' })
  createRequest(db, { name: MODEL, version: '2', stage: '@champion' }, 'ines')
  createModel(db, 'shores', '', [])
  for (const version of ['1', '2']) {
    createVersion(db, { name: 'shores', source: `s3://bucket/${version}` })
    createRequest(db, asked(version), 'ines')
  }
  rejectRequest(db, asked('2'), 'ines')
  insert(
    'review_events (log, number, time, user, version, data)',
    `${findLog(db, 'shores')}, 10 + i, i, 'ines', 1 + i % 2, json_object('kind', 'commented', 'version', CAST(1 + i % 2 AS TEXT), 'comment', 'x')`,
  )
  record(db, 'shores', 'ines', { kind: 'moved', version: '1', from_stage: 'None', to_stage: 'Production' })
  db.run("UPDATE model_versions SET current_stage = 'Production' WHERE name = 'shores' AND version = 1")
  insert('audit (time, actor, action, detail)', `i, 'ines', 'refused', '{}'`)
  const run = createRun(db, { experiment_id: '0', start_time: 0 }).info.run_id
  insert('metrics (run_id, key, timestamp, step, value)', `'${run}', 'm', i, i, i`)
}

test.each<[string, (db: Db) => unknown]>([
  ['activities', (db) => listActivities(db, MODEL, undefined)],
  ['an older page of activities', (db) => listActivities(db, MODEL, undefined, 500)],
  ['activities of a version', (db) => listActivities(db, MODEL, '1')],
  ['the history of stages', (db) => listStays(db, MODEL, ['Staging', 'Production'])],
  ['open requests with their approvals', (db) => [...listInbox(db, { verified: false })]],
  ['a request that is closed', (db) => expect(() => rejectRequest(db, asked('2'), 'ines')).toThrow('is closed')],
  ['what undoing a recent move takes back', (db) => movesToUndo(db, lastMove(db))],
  ['undoing what is no move', (db) => movesToUndo(db, activityId(findLog(db, 'shores')!, 11))],
  ['what opens requests again', (db) => eventsOfRequests(db, findLog(db, 'shores')!, [1, 2])],
  ['since when a version is in Production', (db) => expect(modelFacts(db, ['shores'])[0]?.since).toBeGreaterThan(0)],
  ['who registered a version', (db) => makerOf(db, 'shores', '1')],
  ['what a model was called', (db) => forgetNotedVersions(db, 'shores')],
  ['the audit log', (db) => listAudit(db, 100)],
  ['an older page of the audit log', (db) => listAudit(db, 100, { before: 500 })],
  ['a page of a metric', (db) => pageOfMetric(db)],
])('%s', (_, read) => {
  const rows = few.rowsOf(read)
  expect(rows).toBeGreaterThan(0)
  expect(rows).toBeLessThan(500)
  expect(many.rowsOf(read)).toBeLessThanOrEqual(1.5 * rows)
})

function lastMove(db: Db) {
  const log = findLog(db, MODEL)!
  return activityId(log, stageChanges(db, log).at(-1)!.number)
}

function pageOfMetric(db: Db) {
  const { run_id } = db.get<{ run_id: string }>('SELECT run_id FROM runs')!
  return getMetricHistory(db, run_id, { metric_key: 'm', max_results: 100 })
}

test('many open requests for one version read its events once, and only those since it last moved', () => {
  const asked = openCounted((db) => {
    createModel(db, MODEL, '', [])
    createVersion(db, { name: MODEL, source: 's3://bucket/1' })
    for (let i = 0; i < 200; i++) {
      record(db, MODEL, 'ines', { kind: 'moved', version: '1', from_stage: 'None', to_stage: 'Staging' })
      record(db, MODEL, 'ines', { kind: 'commented', version: '1', comment: 'x' })
    }
    for (let i = 0; i < 100; i++) createRequest(db, { name: MODEL, version: '1', stage: 'Production' }, `user ${i}`)
  })
  let read = 0
  const db = {
    ...asked.db,
    all: (...query: Parameters<Db['all']>) => {
      const rows = asked.db.all(...query)
      read += rows.length
      return rows
    },
  } as Db
  const requests = [...listInbox(db, { verified: false })]
  asked.close()
  expect(requests).toHaveLength(100)
  expect(read).toBeLessThanOrEqual(101) // the last move and the requests
})

/** The rows that the inbox looks at if one person asks for so many aliases. */
function rowsOfInbox(count: number): number {
  const asked = openCounted((db) => {
    createModel(db, MODEL, '', [])
    createVersion(db, { name: MODEL, source: 's3://bucket/1' })
    for (let i = 0; i < count; i++) createRequest(db, { name: MODEL, version: '1', stage: `@alias-${i}` }, 'ines')
  })
  const rows = asked.rowsOf((db) => expect([...listInbox(db, { verified: false })]).toHaveLength(count))
  asked.close()
  return rows
}

test('the inbox does not take longer for each request for an alias, however many there are', () => {
  expect(rowsOfInbox(400) / rowsOfInbox(100)).toBeLessThan(5)
})
