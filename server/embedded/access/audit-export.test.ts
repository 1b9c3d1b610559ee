import { beforeAll, expect, test } from 'vitest'
import type { AuditEntry } from '#contract/accounts/account-calls.ts'
import { openAccounts, type World } from '../../testing/accounts.ts'
import { turnsDuring } from '../../testing/turns-during.ts'
import { audit, listAudit } from '../store/accounts/audit.ts'

let world: World
const names = [
  'ada',
  '=HYPERLINK("https://evil.example")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\tx',
  'ann, "the" first\nline',
  '＝1',
]
beforeAll(async () => {
  world = await openAccounts()
  await world.db.write(() => {
    for (let n = 0; n < 1200; n += 1)
      audit(world.db, names[n % names.length]!, n % 3 === 0 ? 'signed-in' : 'refused', { name: `x${n % 7}`, why: '=1' })
  })
})

async function exported(query: Record<string, string>) {
  const answer = await world.app.request(`/modelshelf/audit/export?${new URLSearchParams(query)}`, {
    headers: world.headersOf('admin'),
  })
  return { answer, text: await answer.text() }
}
/** The rows of a CSV, as a spreadsheet reads them. */
const cellsOf = (csv: string) =>
  csv
    .trimEnd()
    .split(/\r\n(?=id|\d)/)
    .map((row) =>
      [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    )
const all = (filter: { account?: string; action?: string } = {}) => listAudit(world.db, 10_000, filter)

test('the audit log is exported whole, as lines of JSON and as CSV', async () => {
  const { answer, text } = await exported({ format: 'jsonl' })
  expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.jsonl"$/)
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditEntry & { time: string })
  expect(lines).toEqual(all().map((entry) => ({ ...entry, time: new Date(entry.time).toISOString() })))

  const csv = await exported({})
  expect(csv.answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
  const [head, ...rows] = cellsOf(csv.text)
  expect(head).toEqual(['id', 'time', 'actor', 'action', 'detail'])
  expect(rows.map(([id, , , , detail]) => [Number(id), JSON.parse(detail!)])).toEqual(
    all().map(({ id, detail }) => [id, detail]),
  )
})

test('no cell of the CSV is a formula', async () => {
  const { text } = await exported({ format: 'csv' })
  const cells = cellsOf(text).flat()
  expect(cells.filter((cell) => /^[=+\-@\t\r\n＝]/.test(cell))).toEqual([])
  for (const name of names) expect(cells).toContain(/^[=+\-@\t＝]/.test(name) ? `'${name}` : name)
})

test('an export has the filters of the page', async () => {
  for (const filter of [{ account: 'ada' }, { action: 'signed-in' }, { account: 'x3', action: 'refused' }]) {
    const { text } = await exported({ format: 'jsonl', ...filter })
    const ids = text
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as AuditEntry).id)
    expect(ids).toEqual(all(filter).map(({ id }) => id))
  }
  expect((await exported({ format: 'xlsx' })).answer.status).toBe(400)
  expect((await exported({ format: 'jsonl', account: 'nobody of this name' })).text).toBe('')
})

test('others have turns between the pieces of an export', async () => {
  const turns = await turnsDuring(exported({ action: 'signed-in' }))
  const pieces = Math.ceil(all({ action: 'signed-in' }).length / 100)
  expect(turns).toBeGreaterThanOrEqual(pieces)
})
