import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Db, openDb } from '../../embedded/db.ts'
import { setStages } from '../../embedded/store/registry/stages.ts'
import { createVersion } from '../../embedded/store/registry/create-version.ts'
import { createModel } from '../../embedded/store/registry/models.ts'
import { existingLog, record } from '../../embedded/store/reviews/log.ts'
import { eventsOf } from '../../testing/events-of.ts'
import { begin, finish, rehearse, underWay } from './under-way.ts'

const name = 'tides'
let db: Db
beforeEach(async () => {
  db = openDb(':memory:')
  await db.write(() => {
    createModel(db, name, '', [])
    for (const at of [1, 2]) createVersion(db, { name, source: `s3://bucket/${at}` })
    record(db, name, 'ines', { kind: 'described', version: '1' })
  })
})
afterEach(() => db.close())

const logged = () => eventsOf(db, existingLog(db, name)).map(({ number, kind, user }) => `${number} ${kind} ${user}`)

test('a change that was kept is written after what entered the log since its rehearsal', async () => {
  await db.write(() => {
    const { statements } = rehearse(db, { name, versions: ['1', '2'] }, (copy) => {
      record(copy, name, 'mira', { kind: 'described', version: '2' })
      const moves = [1, 2].map((version) => ({ version, from: 'None' as const, to: 'Staging' as const }))
      expect(setStages(copy, name, moves, 1, { user: 'mira' }).map(({ number }) => number)).toEqual([3, 4])
    })
    const goal = { kind: 'moved' as const, stages: { 1: 'Staging' as const, 2: 'Staging' as const }, aliases: {} }
    begin(db, { name, user: 'mira', what: 'Move both', version: undefined, goal, statements })
  })
  await db.write(() => record(db, name, 'omar', { kind: 'described', version: '1' }))
  await db.write(() => finish(db, underWay(db, name)!))
  expect(underWay(db, name)).toBeUndefined()
  expect(logged()).toEqual(['1 described ines', '2 described omar', '3 described mira', '4 moved mira', '5 moved mira'])
})
