import type { AccountInput, AccountOutput, AuditEntry } from '#contract/accounts/account-calls.ts'
import type { Db } from '../../db.ts'

/** What the audit log tells. */
export type AuditAction =
  | 'signed-in'
  | 'signed-out'
  | 'sign-in-failed'
  | 'token-refused'
  | 'refused'
  | 'account-created'
  | 'account-deleted'
  | 'account-deactivated'
  | 'account-activated'
  | 'group-created'
  | 'group-deleted'
  | 'group-joined'
  | 'group-left'
  | 'role-changed'
  | 'password-changed'
  | 'token-created'
  | 'token-first-used'
  | 'token-revoked'
  | 'link-created'
  | 'link-used'
  | 'session-ended'
  | 'level-changed'
  | 'shared-link-created'
  | 'shared-link-ended'
  | 'default-policy-changed'
  | 'policy-changed'
  | 'policy-overridden'
  | 'webhook-created'
  | 'webhook-changed'
  | 'webhook-deleted'

/**
 * Appends to the audit log, in the same write as what it tells, and returns the entry's id. `actor`: an account's name, or how the server
 * was told.
 */
export function audit(db: Db, actor: string, action: AuditAction, detail: Record<string, unknown>): number {
  return db.get<{ id: number }>(
    'INSERT INTO audit (time, actor, action, detail) VALUES (?, ?, ?, ?) RETURNING id',
    Date.now(),
    actor,
    action,
    JSON.stringify(detail),
  )!.id // an INSERT of one row returns it
}

/** Says how often what an entry tells has happened, and when last. Only inside `write`. */
export function countAudit(db: Db, id: number, action: AuditAction, times: number): void {
  db.run(
    `UPDATE audit SET detail = json_set(detail, '$.times', ?, '$.until', ?) WHERE id = ? AND action = ?`,
    times,
    new Date().toISOString(),
    id,
    action,
  )
}

/** The newest entries, newest first: older than `before`, by or about `account`, of one `action`. */
export function listAudit(
  db: Db,
  limit: number,
  { before, account, action }: AccountInput['listAudit'] = {},
): AuditEntry[] {
  return db
    .all<Omit<AuditEntry, 'detail'> & { detail: string }>(
      `SELECT id, time, actor, action, detail FROM audit
       WHERE id < ?1 AND (?2 IS NULL OR action = ?2)
         AND (?3 IS NULL OR actor = ?3 OR ?3 IN (detail ->> 'name', detail ->> 'account'))
       ORDER BY id DESC LIMIT ${limit}`,
      before ?? Number.MAX_SAFE_INTEGER,
      action ?? null,
      account ?? null,
    )
    .map(({ detail, ...entry }) => ({ ...entry, detail: JSON.parse(detail) as Record<string, unknown> }))
}

const PAGE = 100

/** A page of the audit log, newest first. */
export function auditPage(db: Db, filter: AccountInput['listAudit']): AccountOutput['listAudit'] {
  const found = listAudit(db, PAGE + 1, filter)
  return { entries: found.slice(0, PAGE), has_more: found.length > PAGE }
}

/** An entry as a line of JSON, with its time in words. */
export const auditLine = (entry: AuditEntry): string =>
  JSON.stringify({ ...entry, time: new Date(entry.time).toISOString() })
