import type { AuditEntry, AuditFilter, AuditFormat } from '#contract/accounts/account-calls.ts'
import { csvOf } from '#contract/csv/csv.ts'
import type { Db } from '../../db.ts'
import { auditLine, listAudit } from './audit.ts'

/** Which entries of the audit log a file has, and how it writes them. */
export type AuditFile = AuditFilter & { format: AuditFormat }

export const auditTypes: Record<AuditFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
}

/** The text of a file of the audit log in pieces, newest entries first, so that a long log holds up nobody. */
export function* auditTexts(db: Db, { format, ...filter }: AuditFile): Generator<{ text: string }> {
  if (format === 'csv') yield { text: 'id,time,actor,action,detail\r\n' }
  function linesBefore(before: number | undefined) {
    const entries = listAudit(db, PIECE, { ...filter, before })
    const last = entries.length < PIECE ? undefined : entries.at(-1)?.id
    return { text: entries.length > 0 ? linesOf[format](entries) : '', last }
  }
  let before: number | undefined
  do {
    const lines = linesBefore(before)
    before = lines.last
    yield lines
  } while (before !== undefined)
}

/** So many entries make a piece, which is read in a few milliseconds though each may tell much. */
const PIECE = 100

const linesOf: Record<AuditFormat, (entries: AuditEntry[]) => string> = {
  csv(entries) {
    const rows = entries.map(({ id, time, actor, action, detail }) => [
      id,
      new Date(time).toISOString(),
      actor,
      action,
      JSON.stringify(detail),
    ])
    return `${csvOf(rows)}\r\n`
  },
  jsonl: (entries) => entries.map((entry) => `${auditLine(entry)}\n`).join(''),
}
