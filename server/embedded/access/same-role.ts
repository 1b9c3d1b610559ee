import { ApiError } from '#contract/errors.ts'
import type { Db } from '../db.ts'
import type { Viewer } from '../seen.ts'

/**
 * Before each part of a long answer: levels count by themselves; what else a role lets its holder read was checked when the request came. Throws
 * UNAUTHENTICATED if the viewer has another role by now, or the account has ended.
 */
export function requireSameRole({ get }: Pick<Db, 'get'>, viewer: Viewer | undefined): void {
  const active = 'SELECT role FROM main.accounts WHERE id = ? AND deleted IS NULL AND deactivated IS NULL'
  if (viewer && get<{ role: string }>(active, viewer.id)?.role !== viewer.role)
    throw new ApiError('UNAUTHENTICATED', 'Your role or account has changed meanwhile.')
}
