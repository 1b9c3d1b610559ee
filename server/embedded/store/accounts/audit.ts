import type { Db } from '../../db.ts'

/** What the audit log tells. */
export type AuditAction =
  | 'signed-in'
  | 'signed-out'
  | 'sign-in-failed'
  | 'account-created'
  | 'account-deleted'
  | 'role-changed'
  | 'password-changed'
  | 'token-created'
  | 'token-first-used'
  | 'token-revoked'
  | 'link-created'
  | 'link-used'
  | 'session-ended'
  | 'level-changed'
  | 'default-policy-changed'

export type AuditEntry = {
  id: number
  time: number
  actor: string
  action: AuditAction
  detail: Record<string, unknown>
}

/** Appends to the audit log, in the same write as what it tells. `actor`: an account's name, or how the server was told. */
export function audit(db: Db, actor: string, action: AuditAction, detail: Record<string, unknown>): void {
  db.run(
    'INSERT INTO audit (time, actor, action, detail) VALUES (?, ?, ?, ?)',
    Date.now(),
    actor,
    action,
    JSON.stringify(detail),
  )
}

/** The newest entries, newest first. */
export function listAudit(db: Db, limit: number): AuditEntry[] {
  return db
    .all<Omit<AuditEntry, 'detail'> & { detail: string }>(
      'SELECT id, time, actor, action, detail FROM audit ORDER BY id DESC LIMIT ?',
      limit,
    )
    .map(({ detail, ...entry }) => ({ ...entry, detail: JSON.parse(detail) as Record<string, unknown> }))
}
