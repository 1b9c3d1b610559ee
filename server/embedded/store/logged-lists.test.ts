import { expect, test } from 'vitest'
import { type Db, openDb } from '../db.ts'
import { TooMuch } from '../weigh.ts'
import { listsOf } from './logged-lists.ts'
import { params } from './runs/run-lists.ts'
import { countingUpTo } from './too-much.ts'

test('reads no more long params than an answer may hold, however many there are', () => {
  const db = openDb(':memory:')
  const fill = (run: string, count: number, length: number) => {
    db.run("INSERT INTO runs VALUES (?, 0, '', '', '', 0, 0, '', 'active')", run)
    db.run(
      `INSERT INTO params WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
       SELECT ?1, i, printf('%0*d', ?3, i) FROM n`,
      run,
      count,
      length,
    )
  }
  fill('short', 2500, 10)
  fill('long', 6000, 1000)
  let read = 0
  const counted: Db = {
    ...db,
    lists: (...query) => {
      const rows = db.lists<readonly [string, string, string]>(...query)
      for (const [, , value] of rows) read += value.length
      return rows as never
    },
  }
  const most = { rows: 10_000, characters: 1_000_000 }
  const lists = listsOf(counted, params, '["short"]', countingUpTo(most))
  expect(lists.get('short')).toHaveLength(2500)
  read = 0
  expect(() => listsOf(counted, params, '["long"]', countingUpTo(most))).toThrow(TooMuch)
  expect(read).toBeLessThanOrEqual(2_000_000)
  db.close()
})
