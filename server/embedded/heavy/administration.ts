import type { AccountInput, AccountOutput } from '#contract/accounts/account-calls.ts'
import { listPeople } from '../store/accounts/accounts.ts'
import { auditPage } from '../store/accounts/audit.ts'
import { type AuditFile, auditTexts } from '../store/accounts/audit-file.ts'
import { listGroups } from '../store/accounts/groups.ts'
import { listTokens } from '../store/accounts/tokens.ts'
import { hasMany } from './many.ts'
import type { HeavyRead, InTexts } from './heavy-read.ts'

type Endpoints = 'listPeople' | 'listGroups' | 'listServiceTokens' | 'listAudit'

type Administration = { [N in Endpoints]: HeavyRead<AccountInput[N], AccountOutput[N]> } & {
  exportAudit: HeavyRead<AuditFile, InTexts>
}

/** The reads of administrators, who are checked before. */
export const administration: Administration = {
  listPeople: {
    isHeavy: (_, db) => hasMany(db, 'accounts'),
    answer: (_, db) => ({ people: listPeople(db) }),
  },
  listGroups: {
    isHeavy: (_, db) => hasMany(db, 'group_members'),
    answer: (_, db) => ({ groups: listGroups(db) }),
  },
  listServiceTokens: {
    isHeavy: (_, db) => hasMany(db, 'tokens'),
    answer: ({ account }, db) => ({ tokens: listTokens(db, account) }),
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
}
