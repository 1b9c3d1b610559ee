import type { Role } from '#contract/server-info.ts'

/** The server roles in words. */
export const roles: Record<Role, { name: string; what: string }> = {
  reader: { name: 'Reader', what: 'Sees and comments on everything that is not closed' },
  contributor: { name: 'Contributor', what: 'Also creates models and experiments, and logs runs' },
  admin: { name: 'Admin', what: 'Can do everything, including managing accounts' },
}
