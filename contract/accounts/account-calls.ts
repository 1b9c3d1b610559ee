import type { Role } from '../server-info.ts'

// Types only, so that pages need not load schemas.

/**
 * Below the base path, ours, with accounts. `session`: for people who signed in in the browser, about themselves. `admin`: for
 * admins, and a write needs a session too, because a leaked token must not make accounts and tokens (docs/accounts.md §3).
 */
export const accountCalls = {
  getProfile: { method: 'GET', path: 'modelshelf/profile', who: 'session' },
  changePassword: { method: 'POST', path: 'modelshelf/profile/password', who: 'session' },
  endSession: { method: 'POST', path: 'modelshelf/profile/sessions/end', who: 'session' },
  createToken: { method: 'POST', path: 'modelshelf/profile/tokens', who: 'session' },
  revokeToken: { method: 'POST', path: 'modelshelf/profile/tokens/revoke', who: 'session' },
  listPeople: { method: 'GET', path: 'modelshelf/people', who: 'admin' },
  createPerson: { method: 'POST', path: 'modelshelf/people', who: 'admin' },
  createLink: { method: 'POST', path: 'modelshelf/people/link', who: 'admin' },
  setRole: { method: 'POST', path: 'modelshelf/people/role', who: 'admin' },
  deactivatePerson: { method: 'POST', path: 'modelshelf/people/deactivate', who: 'admin' },
  activatePerson: { method: 'POST', path: 'modelshelf/people/activate', who: 'admin' },
  deletePerson: { method: 'POST', path: 'modelshelf/people/delete', who: 'admin' },
  listGroups: { method: 'GET', path: 'modelshelf/groups', who: 'admin' },
  createGroup: { method: 'POST', path: 'modelshelf/groups', who: 'admin' },
  deleteGroup: { method: 'POST', path: 'modelshelf/groups/delete', who: 'admin' },
  joinGroup: { method: 'POST', path: 'modelshelf/groups/join', who: 'admin' },
  leaveGroup: { method: 'POST', path: 'modelshelf/groups/leave', who: 'admin' },
  listServiceTokens: { method: 'GET', path: 'modelshelf/people/tokens', who: 'admin' },
  createServiceToken: { method: 'POST', path: 'modelshelf/people/tokens', who: 'admin' },
  revokeServiceToken: { method: 'POST', path: 'modelshelf/people/tokens/revoke', who: 'admin' },
  listAudit: { method: 'GET', path: 'modelshelf/audit', who: 'admin' },
} as const

/** The audit log as a file, for admins: the same filters as `listAudit`, and `format`. */
export const auditExportPath = 'modelshelf/audit/export'
export type AuditFormat = 'csv' | 'jsonl'
/** Only entries by or about this account, and of this action. */
export type AuditFilter = { account?: string | undefined; action?: string | undefined }

export type AccountCallName = keyof typeof accountCalls

/**
 * What a token may do: read; also write runs, experiments, artifacts and logged models; or all that its account may. `import`, for
 * admins: all of the registry, and what it writes keeps the names of the people it says.
 */
export type Scope = 'read' | 'log' | 'all' | 'import'

/** Times are in ms since the epoch. */
export type Token = {
  id: number
  name: string
  scope: Scope
  created: number
  expires: number
  used: number | null
  revoked: number | null
}

export type Session = { id: string; created: number; used: number; agent: string; is_current: boolean }

export type Person = {
  name: string
  kind: 'person' | 'service'
  role: Role
  created: number
  /** Last use of a session or a token. */
  used: number | null
  /** Whether a password was set: an invited person has none yet. */
  has_password: boolean
  /** Tokens that count now. */
  tokens: number
  /** It can't sign in until it is activated again. */
  is_deactivated?: true
  /** A proxy or an identity provider says who it is, so it has no password here. */
  is_external?: true
}

/** Accounts that hold levels together. */
export type Group = { name: string; members: string[] }
type Membership = { group: string; account: string }

export type AuditEntry = { id: number; time: number; actor: string; action: string; detail: Record<string, unknown> }

type NewToken = { name: string; scope: Scope; days: number }

export type AccountInput = {
  getProfile: object
  changePassword: { current: string; password: string }
  /** Without an id: all but the current one. */
  endSession: { id?: string | undefined }
  createToken: NewToken
  revokeToken: { id: number }
  listPeople: object
  createPerson: { name: string; role: Role; kind: Person['kind'] }
  createLink: { name: string }
  setRole: { name: string; role: Role }
  deactivatePerson: { name: string }
  activatePerson: { name: string }
  deletePerson: { name: string }
  listGroups: object
  createGroup: { name: string }
  deleteGroup: { name: string }
  joinGroup: Membership
  leaveGroup: Membership
  listServiceTokens: { account: string }
  createServiceToken: NewToken & { account: string }
  revokeServiceToken: { account: string; id: number }
  /** Newest first: older than the entry `before`, about or by `account`, of one `action`. */
  listAudit: AuditFilter & { before?: number | undefined }
}

/** A one-time link's secret, or a token's; shown once. */
type Secret = { secret: string }

export type AccountOutput = {
  /** `is_external`: the account has no password here. */
  getProfile: { name: string; role: Role; sessions: Session[]; tokens: Token[]; is_external?: true }
  changePassword: object
  endSession: object
  createToken: Secret
  revokeToken: object
  listPeople: { people: Person[] }
  /** A person gets a link; a service account has none. */
  createPerson: Partial<Secret>
  createLink: Secret
  setRole: object
  deactivatePerson: object
  /** A person gets a link to choose a password, unless somebody else says who they are. */
  activatePerson: Partial<Secret>
  deletePerson: object
  listGroups: { groups: Group[] }
  createGroup: object
  deleteGroup: object
  joinGroup: object
  leaveGroup: object
  listServiceTokens: { tokens: Token[] }
  createServiceToken: Secret
  revokeServiceToken: object
  listAudit: { entries: AuditEntry[]; has_more: boolean }
}
