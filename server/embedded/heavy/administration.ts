import type { AccountInput, AccountOutput } from '#contract/accounts/account-calls.ts'
import type { Db } from '../db.ts'
import { findAccount, listPeople } from '../store/accounts/accounts.ts'
import { auditPage } from '../store/accounts/audit.ts'
import { type AuditFile, auditTexts } from '../store/accounts/audit-file.ts'
import { listGroups } from '../store/accounts/groups.ts'
import { listTokens } from '../store/accounts/tokens.ts'
import { listed, listUsers, permissionsOf, requireUser, userOf } from '../store/accounts/permissions.ts'
import { type Permissions, permissionsOn } from '../store/accounts/workspace-permissions.ts'
import { hasMany, holdsMany } from './many.ts'
import type { HeavyRead, InTexts } from './heavy-read.ts'
import { type InPieces, packedInPieces } from './in-pieces.ts'
import { inTexts } from './one-thing.ts'

type Endpoints = 'listPeople' | 'listGroups' | 'listServiceTokens' | 'listAudit'

type Administration = { [N in Endpoints]: HeavyRead<AccountInput[N], AccountOutput[N] | InPieces> } & {
  exportAudit: HeavyRead<AuditFile, InTexts>
  getWorkspacePermissions: HeavyRead<{ model: string; id: string }, Permissions>
  listUsers: HeavyRead<unknown, InPieces>
} & { [N in 'getUser' | 'listUserPermissions' | 'listOwnPermissions']: HeavyRead<{ username: string }, InTexts> }

/** The reads about accounts and levels. Who asks, and that they may, is checked before. */
export const administration: Administration = {
  listPeople: {
    isHeavy: (_, db) => hasMany(db, 'accounts'),
    answer: (_, db) => packedInPieces('people', () => listPeople(db)),
  },
  listGroups: {
    isHeavy: (_, db) => hasMany(db, 'group_members'),
    answer: (_, db) => packedInPieces('groups', () => listGroups(db)),
  },
  listServiceTokens: {
    isHeavy: (_, db) => hasMany(db, 'tokens'),
    answer: ({ account }, db) => packedInPieces('tokens', () => listTokens(db, account)),
  },
  listAudit: {
    // The newest entries are at hand, those of an account or an action may be few among many.
    isHeavy: ({ account, action }, db) => Boolean(account || action) && hasMany(db, 'audit'),
    answer: (input, db) => auditPage(db, input),
  },
  exportAudit: {
    isHeavy: (_input, db) => hasMany(db, 'audit'),
    answer: (file, db) => ({ texts: auditTexts(db, file) }),
  },
  getWorkspacePermissions: {
    isHeavy: ({ model }, db) => hasMany(db, 'model_levels WHERE name = ?', model),
    answer: ({ model, id }, db) => permissionsOn(db, model, id),
  },
  listUsers: {
    isHeavy: (_, db) => hasMany(db, 'accounts'),
    answer: (_, db) => packedInPieces('users', () => listUsers(db).users),
  },
  getUser: {
    isHeavy: hasManyLevels,
    answer: ({ username }, db) => inTexts(() => ({ user: userOf(db, requireUser(db, username), listed) })),
  },
  listUserPermissions: { isHeavy: hasManyLevels, answer: permissionsInTexts },
  listOwnPermissions: { isHeavy: hasManyLevels, answer: permissionsInTexts },
}

function hasManyLevels({ username }: { username: string }, db: Db): boolean {
  return holdsMany(db, 'account', findAccount(db, username)?.id)
}

function permissionsInTexts({ username }: { username: string }, db: Db): InTexts {
  return inTexts(() => permissionsOf(db, requireUser(db, username), listed))
}
