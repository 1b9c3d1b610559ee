import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context as HonoContext, Hono } from 'hono'
import * as z from 'zod/mini'
import { auditExportPath } from '#contract/accounts/account-calls.ts'
import { text } from '#contract/values.ts'
import type { Carried } from '../carried-text.ts'
import type { Context, SignedIn } from '../context.ts'
import { inputReader } from '../input.ts'
import { auditTexts, auditTypes } from '../store/accounts/audit-file.ts'
import { checkAdmin } from './permit.ts'
import { requireSameRole } from './same-role.ts'

/** Adds the route that gives admins the audit log as a file, in pieces as they are taken. */
export function mountAuditExport(
  app: Hono,
  { db, readers }: Pick<Context, 'db' | 'readers'>,
  whoOf: (c: HonoContext) => SignedIn,
): void {
  app.get(`/${auditExportPath}`, async (c) => {
    const who = whoOf(c)
    checkAdmin(db, who)
    const file = read({ query: new URL(c.req.url).searchParams }, {})
    const heavy = await readers?.read('exportAudit', file, who)
    const name = `audit-${new Date().toISOString().slice(0, 10)}.${file.format}`
    return c.body(heavy?.body ?? streamOf(auditTexts(db, file), () => requireSameRole(db, who)), 200, {
      'Content-Type': auditTypes[file.format],
      'Content-Disposition': `attachment; filename="${name}"`,
    })
  })
}

function streamOf(texts: Iterator<Carried>, requireStill: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      await nextTurn()
      requireStill()
      const { value, done } = texts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value.text))
    },
  })
}

const read = inputReader(z.object({ format: z._default(z.enum(['csv', 'jsonl']), 'csv'), account: text, action: text }))
