import { hashKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { roots } from '../query-keys.ts'

/** The kinds of queries that a write to the registry can change: every one leaves an event, and a move closes requests. */
const registryKinds: readonly unknown[] = [roots.models[0], roots.versions[0], roots.reviews[0], roots.palette[0]]

/**
 * A model and its versions repeat each other's names, stages and aliases, so a write to one refetches both, except the
 * query whose new data is `known` from the answer.
 */
export const refetchRegistry = (client: QueryClient, known?: QueryKey) => {
  const hash = known && hashKey(known)
  return client.invalidateQueries({
    predicate: ({ queryKey, queryHash }) => registryKinds.includes(queryKey[0]) && queryHash !== hash,
  })
}

type Gone = { name: string; version?: string }

/**
 * Refetches the registry after a model or version was deleted, or renamed, and forgets what was asked about it: another one
 * may get its name. A page that still shows it does not ask again, only to hear that it is gone.
 */
export function forgetGone(client: QueryClient, gone: Gone) {
  const isGone = ({ queryKey }: Query) => isAbout(queryKey, gone)
  client.removeQueries({ type: 'inactive', predicate: isGone })
  void client.invalidateQueries({ predicate: isGone, refetchType: 'none' })
  return client.invalidateQueries({
    predicate: (query) => registryKinds.includes(query.queryKey[0]) && !isGone(query),
  })
}

/** Whether a key names the model or version, by itself or as an object’s field. */
function isAbout(key: QueryKey, { name, version }: Gone): boolean {
  const parts = key.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : [part]))
  return parts.includes(name) && (version === undefined || parts.includes(version))
}
