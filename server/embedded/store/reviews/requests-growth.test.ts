import { afterAll, expect, test } from 'vitest'
import { openCounted } from '../../../testing/rows-read.ts'
import type { Db } from '../../db.ts'
import { createModel } from '../registry/models.ts'
import { giveLog } from './log.ts'
import { OPEN_OF_VERSION } from './open-requests.ts'
import { createRequest, listRequests } from './requests.ts'

/** A model with as many versions, each with an open request. */
const VERSIONS = 2000

const { db, rowsOf, close } = openCounted((db) => {
  createModel(db, 'tides', '', [])
  const log = giveLog(db, 'tides')
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${VERSIONS})`
  db.run(`INSERT INTO model_versions (name, version, creation_timestamp, last_updated_timestamp, source, storage_location)
    ${numbers} SELECT 'tides', i, 0, 0, 's3://bucket/' || i, 's3://bucket/' || i FROM n`)
  db.run(`INSERT INTO review_events (log, number, time, user, version, data) ${numbers} SELECT ${log}, i, i, 'ines', i,
    json_object('kind', 'requested', 'version', CAST(i AS TEXT), 'from_stage', 'None', 'to_stage', 'Staging') FROM n`)
  db.run(`INSERT INTO open_requests SELECT log, number, version, 'Staging' FROM review_events`)
})
afterAll(close)

const id = { name: 'tides', version: '1000' }

test.each<[string, (db: Db) => unknown]>([
  ['the open requests of a version', (db) => expect(listRequests(db, id)).toHaveLength(1)],
  ['a request that is open already', (db) => createRequest(db, { ...id, stage: 'Staging' }, 'ines')],
])('looks at few rows to find %s, however many the other versions have', (_, read) => {
  const rows = rowsOf(read)
  expect(rows).toBeGreaterThan(0)
  expect(rows).toBeLessThan(20)
})

test('closes the requests of a version without looking at those of others', () => {
  const plan = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN DELETE FROM ${OPEN_OF_VERSION}`, 1, 7)
  expect(plan.map(({ detail }) => detail)).toEqual([expect.stringContaining('(log=? AND version=?)')])
})
