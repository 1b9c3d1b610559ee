import { useQuery } from '@tanstack/react-query'
import { accessQueries } from '../../api/access/access.ts'
import { serverInfo } from '../../api/server-info.ts'
import { needsEdit } from '../access/needs-edit.ts'

/** Says why no version of an existing model can be registered, if the server tells so beforehand. */
export function useRegisterProblem(existing: string | undefined): string | undefined {
  const { data: may } = useQuery({
    ...accessQueries.may({ model: existing ?? '' }),
    enabled: serverInfo.rights === true && existing !== undefined,
  })
  return may && existing !== undefined && !may.edit ? needsEdit('register a version', existing) : undefined
}
