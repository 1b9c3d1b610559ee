import { useQuery } from '@tanstack/react-query'
import { accessQueries, hasAccounts, useServerRights } from '../../api/access/access.ts'
import { serverInfo } from '../../api/server-info.ts'
import { needsEdit } from '../access/needs-edit.ts'
import { needsToMove } from '../access/needs-to-move.ts'

/**
 * Says why one may not register a version, and why one may not move it to Staging, if the server tells so beforehand.
 * `existing`: the model that gets the version, if there is one. Whoever makes a new one manages it.
 */
export function useMayRegister(existing: string | undefined): { problem?: string; cannotMove?: string } {
  const { create } = useServerRights()
  const { data: may } = useQuery({
    ...accessQueries.may({ model: existing ?? '' }),
    enabled: serverInfo.rights === true && existing !== undefined,
  })
  if (existing === undefined) return create ? {} : { problem: needsCreate }
  return {
    ...(may && !may.edit && { problem: needsEdit('register a version', existing) }),
    ...(may && !may.moveToStaging && { cannotMove: needsToMove(existing, may) }),
  }
}

const role = hasAccounts ? ': this needs the role contributor' : ''
const needsCreate = `You can’t create a model${role}. Pick one that exists.`
