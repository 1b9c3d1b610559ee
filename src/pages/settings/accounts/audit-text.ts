/** What an event of the audit log is called. A newer server may know more. */
export const auditActions: Readonly<Record<string, string>> = {
  'signed-in': 'Signed in',
  'signed-out': 'Signed out',
  'sign-in-failed': 'Sign-in failed',
  'token-refused': 'Token refused',
  refused: 'Request refused',
  'session-ended': 'Session ended',
  'account-created': 'Account created',
  'account-deleted': 'Account deleted',
  'account-deactivated': 'Account deactivated',
  'account-activated': 'Account activated',
  'group-created': 'Group created',
  'group-deleted': 'Group deleted',
  'group-joined': 'Added to group',
  'group-left': 'Removed from group',
  'role-changed': 'Role changed',
  'password-changed': 'Password changed',
  'link-created': 'One-time link created',
  'link-used': 'One-time link used',
  'token-created': 'Token created',
  'token-first-used': 'Token first used',
  'token-revoked': 'Token revoked',
  'level-changed': 'Access changed',
  'shared-link-created': 'View-only link created',
  'shared-link-ended': 'View-only link ended',
  'default-policy-changed': 'Default policy changed',
  'webhook-created': 'Webhook created',
  'webhook-changed': 'Webhook changed',
  'webhook-deleted': 'Webhook deleted',
  'policy-changed': 'Policy of a model changed',
  'policy-overridden': 'Policy overridden',
}

/** The facts of an event, such as “ · account ci · scope log”. */
export const detailText = (detail: Record<string, unknown>): string =>
  Object.entries(detail)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ` · ${key} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join('')
