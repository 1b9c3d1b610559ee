import { useQuery } from '@tanstack/react-query'
import { aliasTarget } from '#contract/policy/alias-target.ts'
import { policyQueries } from '../policy.ts'
import { useMay } from './access.ts'

/** Tells which aliases of a model one may give and take away: those that the policy guards take the right to move to Production. */
export function useMaySetAlias(name: string) {
  const { edit, moveToProduction } = useMay({ model: name })
  const depends = edit && !moveToProduction
  const policy = useQuery({ ...policyQueries.of(name), enabled: depends })
  const isFree = (alias: string) => policy.data?.in_force.some(({ target }) => target === aliasTarget(alias)) === false
  return {
    edit,
    maySet: (alias: string): boolean => edit && (!depends || isFree(alias)),
    /** The queries that this is from; until they are read, one may set none. */
    reads: depends ? [policy] : [],
  }
}
