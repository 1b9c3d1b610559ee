import { everything, type May } from '#contract/access/access.ts'

/** One row of what MLflow's basic-auth app grants to an account. */
export type Grant = { resource_type: string; resource_pattern: string; permission: string; workspace: string }

/** What an MLflow server tells an account about itself. */
export type Told = {
  isAdmin: boolean
  /** Those of the workspace in question. */
  grants: readonly Grant[]
  /** The permission on things without a grant of their own, as far as the server tells it. */
  floor: { [kind in Kind]?: string }
}

export type Kind = 'registered_model' | 'experiment'

/** In rising order. */
const permissions = ['NO_PERMISSIONS', 'READ', 'USE', 'EDIT', 'MANAGE']
const [, READ, USE, EDIT, MANAGE] = [0, 1, 2, 3, 4] as const
const DENIED = -1

/** A permission that is not told, or that is unknown here, withholds nothing. */
const rank = (permission: string | undefined): number => {
  if (permission === 'DENY') return DENIED
  const at = permissions.indexOf(permission ?? '')
  return at < 0 ? MANAGE : at
}

/** What holds for versions of a model and runs of an experiment, if such a grant exists, in place of the thing's own. */
const parts = { registered_model: 'registered_model_version', experiment: 'run' } as const

/** What MLflow permits on a thing, by the rule of its basic-auth app (docs/rest-contract.md §13). */
export function mayOn(told: Told, kind: Kind, id: string): May {
  if (isAdmin(told)) return everything
  const own = highest(grantsOn(told, kind, id), told.floor[kind])
  const inside = onParts(told, kind, own)
  const isModel = kind === 'registered_model'
  return {
    edit: own >= EDIT,
    rename: own >= EDIT,
    // An alias belongs to the model, a version's tags to the version.
    remove: (isModel ? Math.min(own, inside) : inside) >= MANAGE,
    moveToStaging: isModel && own >= READ && inside >= EDIT,
    moveToProduction: isModel && own >= READ && inside >= EDIT,
    manage: (isModel ? Math.min(own, inside) : own) >= MANAGE,
    request: isModel && Math.min(own, inside) >= READ, // kept here, for whoever can read the version
  }
}

/** Whether new models and experiments can be made: by everybody, but with workspaces only by members. */
export function mayCreate(told: Told): boolean {
  const member = told.grants.filter(({ resource_type }) => resource_type === 'workspace')
  return isAdmin(told) || member.length === 0 || member.some(({ permission }) => rank(permission) >= USE)
}

/** Whether versions of some model can be registered. */
export const mayRegister = (told: Told): boolean =>
  mayCreate(told) ||
  rank(told.floor.registered_model) >= EDIT ||
  told.grants.some(({ resource_type, permission }) => resource_type === 'registered_model' && rank(permission) >= EDIT)

const isAdmin = ({ isAdmin, grants }: Told): boolean =>
  isAdmin || grants.some(({ resource_type, permission }) => resource_type === 'workspace' && permission === 'MANAGE')

function grantsOn({ grants }: Told, kind: Kind, id: string): string[] {
  return grants.flatMap(({ resource_type, resource_pattern, permission }) => {
    // A prompt is a registered model with grants of its own type.
    const isPrompt = kind === 'registered_model' && resource_type === 'prompt' && resource_pattern === id
    const isOn = resource_type === kind && (resource_pattern === id || resource_pattern === '*')
    return isOn || isPrompt ? [permission] : []
  })
}

function onParts(told: Told, kind: Kind, own: number): number {
  const granted = told.grants.flatMap((it) => (it.resource_type === parts[kind] ? [it.permission] : []))
  if (granted.length === 0) return own
  // The floor is the default for all things, unless it comes from a grant on all of this kind.
  const isDefault = grantsOn(told, kind, '*').length === 0
  return highest(granted, isDefault ? told.floor[kind] : undefined)
}

function highest(granted: string[], floor: string | undefined): number {
  return granted.includes('DENY') ? DENIED : Math.max(rank(floor), ...granted.map(rank))
}
