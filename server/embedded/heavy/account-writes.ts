import type { AccountInput } from '#contract/accounts/account-calls.ts'
import type { Who } from '../context.ts'
import { deleteAccount, findAccount } from '../store/accounts/accounts.ts'
import { deleteGroup, findGroup } from '../store/accounts/groups.ts'
import {
  type GivenLevel,
  giveLevels,
  type Permissions,
  permissionsOn,
} from '../store/accounts/workspace-permissions.ts'
import { type HeavyWrite, MANY_WRITES, writesMany } from './heavy-write.ts'
import { holdsMany } from './many.ts'

type Endpoints = 'deletePerson' | 'deleteGroup'

type AccountWrites = { [N in Endpoints]: HeavyWrite<AccountInput[N], object> } & {
  setWorkspacePermissions: HeavyWrite<
    { model: string; id: string; given: readonly GivenLevel[]; isWhole: boolean },
    Permissions
  >
}

/** The writes about accounts and levels that may change many rows. Who asks, and that they may, is checked before. */
export const accountWrites: AccountWrites = {
  deletePerson: {
    isHeavy: ({ name }, db) => holdsMany(db, 'account', findAccount(db, name)?.id, MANY_WRITES),
    route({ name }, { db }, { who }) {
      deleteAccount(db, name, nameOf(who))
      return {}
    },
  },
  deleteGroup: {
    isHeavy: ({ name }, db) =>
      holdsMany(db, 'group', findGroup(db, name), MANY_WRITES) ||
      writesMany(db, 'group_members WHERE group_id = ?', [findGroup(db, name) ?? NO_ID]),
    route({ name }, { db }, { who }) {
      deleteGroup(db, name, nameOf(who))
      return {}
    },
  },
  setWorkspacePermissions: {
    isHeavy: ({ model, given }, db) =>
      given.length > MANY_WRITES || writesMany(db, 'model_levels WHERE name = ?', [model]),
    route({ model, id, given, isWhole }, { db }, { who }) {
      giveLevels(db, { kind: 'model', name: model }, { given, isWhole, by: nameOf(who) })
      return permissionsOn(db, model, id)
    },
  },
}

const NO_ID = -1

const nameOf = ({ name }: Who) => name
