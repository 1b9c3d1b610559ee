import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bytesRead, tellsBytesRead } from '../../../testing/bytes-read.ts'
import { type Db, openDb, queriesOf } from '../../db.ts'
import { noWrites, openReadOnly } from '../../seen.ts'
import { createVersion } from '../registry/create-version.ts'
import { createModel } from '../registry/models.ts'
import { listActivities } from './activities.ts'
import { changesOfComments, lastAbout, lastMovedTo, votingEvents } from './chosen-events.ts'
import { eventAt, giveLog } from './log.ts'
import { createRequest, listInbox } from './requests.ts'

// What is asked of very many events reads few of them, as each may hold a comment of 10,000 letters.

const MANY = 400
const TOGETHER = MANY * 10_000

const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
const path = join(folder, 'modelshelf.db')
const whole = openDb(path)
whole.get('PRAGMA synchronous = OFF')
const logs = await whole.write(() => {
  /** Writes many events of the version 1 of a model, each with a long comment; `before`: the kind of the first one. */
  const fill = (name: string, kind: string, { before = kind, more = '' } = {}) => {
    createModel(whole, name)
    createVersion(whole, { name, source: 's3://bucket/model' })
    const log = giveLog(whole, name)
    whole.run(
      `INSERT INTO review_events (log, number, time, user, version, data)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})
       SELECT ?1, i, i, 'person ' || i, 1, json_object('kind', iif(i = 1, ?2, ?3), 'comment', printf('%.*c', 10000, 'x'),
         'version', '1', 'from_stage', 'None', 'to_stage', 'Staging' ${more}) FROM n`,
      log,
      before,
      kind,
    )
    return log
  }
  const asked = fill('asked', 'requested')
  const rejected = fill('rejected', 'rejected', { before: 'requested', more: ", 'request', 1" })
  whole.run(
    "INSERT INTO open_requests SELECT log, number, version, 'Staging' FROM review_events WHERE data ->> '$.kind' = 'requested'",
  )
  const edited = fill('edited', 'comment-edited', { before: 'commented', more: ", 'of', 1" })
  return { asked, rejected, edited }
})
const sqlite = openReadOnly(path)
sqlite.exec('PRAGMA cache_size = 20') // pages; so that each is read anew
const db: Db = { ...queriesOf(sqlite), ...noWrites }
afterAll(() => {
  sqlite.close()
  whole.close()
  rmSync(folder, { recursive: true })
})

const version = { name: 'asked', version: '1' }

test.runIf(tellsBytesRead).each<[what: string, read: () => unknown]>([
  ['one event', () => expect(eventAt(db, logs.asked, MANY / 2)).toBeDefined()],
  ['the first open request of all models', () => expect(listInbox(db, { verified: false }).next().done).toBe(false)],
  ['who votes for a move', () => expect(votingEvents(db, logs.asked, 1, 'Staging')).toHaveLength(MANY)],
  ['who voted against it', () => expect(votingEvents(db, logs.rejected, 1, 'Staging')).toHaveLength(MANY)],
  ['that a version never moved to a stage', () => expect(lastMovedTo(db, logs.asked, 1, 'Staging')).toBeUndefined()],
  ['that nothing was about a stage', () => expect(lastAbout(db, logs.asked, 1, 'Production')).toBeUndefined()],
  ['the activity of a model', () => expect(listActivities(db, 'edited', undefined).activities).toHaveLength(1)],
  ['the activity of a version', () => expect(listActivities(db, 'edited', '1').activities).toHaveLength(1)],
  [
    'what became of a comment',
    () => expect(changesOfComments(db, logs.edited, [eventAt(db, logs.edited, 1)!])).toHaveLength(1),
  ],
])('reads few of many long events to find %s', (_, read) => {
  expect(bytesRead(read)).toBeLessThan(TOGETHER / 10)
})

test.runIf(tellsBytesRead)(
  'reads few of many long events to ask again for what somebody else has asked for',
  async () => {
    whole.get('PRAGMA cache_size = 20')
    const asking = () => createRequest(whole, { ...version, stage: 'Staging' }, 'somebody else')
    expect(await whole.write(() => bytesRead(asking))).toBeLessThan(TOGETHER / 10)
  },
)
