import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDb } from './db.ts'

const WRITE = "INSERT INTO audit (time, actor, action, detail) VALUES (1, 'ines', 'signed-in', ?)"

test('each request of a commit hears that the disk is full, and the next one is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const db = openDb(join(folder, 'modelshelf.db'))
  db.get('PRAGMA synchronous = OFF')
  const { page_count: pages } = db.get<{ page_count: number }>('PRAGMA page_count')!
  const write = (letters: number) => db.write(() => db.run(WRITE, 'x'.repeat(letters)))
  db.get(`PRAGMA max_page_count = ${pages + 2}`)
  const full = { status: 'rejected', reason: expect.objectContaining({ errcode: 13 }) as unknown }
  expect(await Promise.allSettled([write(1), write(100_000), write(2)])).toEqual([full, full, full])
  expect(await Promise.all([write(3), write(4)])).toEqual([1, 1])
  expect(db.lists('SELECT length(detail) FROM audit')).toEqual([[3], [4]])
  db.close()
  rmSync(folder, { recursive: true })
})
