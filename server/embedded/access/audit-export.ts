import type { Context as HonoContext, Hono } from 'hono'
import * as z from 'zod/mini'
import { type AuditEntry, auditExportPath, type AuditFormat } from '#contract/accounts/account-calls.ts'
import { csvOf } from '#contract/csv/csv.ts'
import { text } from '#contract/values.ts'
import type { SignedIn } from '../context.ts'
import type { Db } from '../db.ts'
import { inputReader } from '../input.ts'
import { auditLine, auditPieces } from '../store/accounts/audit.ts'
import { checkAdmin } from './permit.ts'

/** Adds the route that gives admins the audit log as a file, in pieces as they are taken. */
export function mountAuditExport(app: Hono, db: Db, whoOf: (c: HonoContext) => SignedIn): void {
  app.get(`/${auditExportPath}`, (c) => {
    checkAdmin(db, whoOf(c))
    const { format, ...filter } = read({ query: new URL(c.req.url).searchParams }, {})
    const { type, head, linesOf } = formats[format]
    const pieces = auditPieces(db, filter)
    const encoder = new TextEncoder()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode(head)),
      pull(controller) {
        const { value, done } = pieces.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(linesOf(value)))
      },
    })
    const name = `audit-${new Date().toISOString().slice(0, 10)}.${format}`
    return c.body(body, 200, { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` })
  })
}

const formats: Record<AuditFormat, { type: string; head: string; linesOf: (entries: AuditEntry[]) => string }> = {
  csv: { type: 'text/csv; charset=utf-8', head: 'id,time,actor,action,detail\r\n', linesOf: rowsOf },
  jsonl: {
    type: 'application/jsonl; charset=utf-8',
    head: '',
    linesOf: (entries) => entries.map((entry) => `${auditLine(entry)}\n`).join(''),
  },
}

function rowsOf(entries: AuditEntry[]): string {
  const rows = entries.map(({ id, time, actor, action, detail }) => [
    id,
    new Date(time).toISOString(),
    actor,
    action,
    JSON.stringify(detail),
  ])
  return `${csvOf(rows)}\r\n`
}

const read = inputReader(z.object({ format: z._default(z.enum(['csv', 'jsonl']), 'csv'), account: text, action: text }))
