import type { Role } from '#contract/server-info.ts'

/** The server roles in words. */
export const roles: Record<Role, { name: string; what: string }> = {
  reader: { name: 'Reader', what: 'Can see and comment on everything that is not restricted' },
  contributor: { name: 'Contributor', what: 'Can also create models and experiments, and log runs' },
  admin: { name: 'Admin', what: 'Can do everything, including managing accounts' },
}
