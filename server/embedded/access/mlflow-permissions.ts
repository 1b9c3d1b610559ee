import type { $ZodType } from 'zod/v4/core'
import * as z from 'zod/mini'
import { ApiError, invalid, missing } from '#contract/errors.ts'
import { required } from '#contract/values.ts'
import type { HeavyWriter, SignedIn } from '../context.ts'
import type { Db } from '../db.ts'
import { requireThing } from '../store/accounts/access.ts'
import { nameKey } from '../store/accounts/account-names.ts'
import type { Account } from '../store/accounts/accounts.ts'
import { levels, type Thing } from '../store/accounts/level-words.ts'
import { levelOn, setLevel } from '../store/accounts/levels.ts'
import {
  givenPermission,
  levelOfPermission,
  ownLevel,
  permissionOf,
  permissionsOf,
  requireUser,
  type Words,
} from '../store/accounts/permissions.ts'
import { permit } from './permit.ts'
import type { SignIn } from './sign-in.ts'

/** Who asks, and what of the data they see. `write` checks again, in its transaction, who asks and that the call is for them. */
export type Asking = {
  db: Db
  readonly seen: Db
  readonly who: SignedIn
  write: Db['write']
  /** As `write`, in the thread, if it is heavy. `check` throws if it may not be made any more. */
  writeAside: (name: string, input: object, check: () => void) => ReturnType<HeavyWriter['write']>
  signIn: SignIn
  address: string
  isProxied: boolean
}

/** A call with its input, whose type is known where the call is declared. */
export type AuthCall = { input: $ZodType; answer: (input: never, asking: Asking) => object | Promise<object> }

export const authCall = <S extends $ZodType>(
  input: S,
  answer: (input: z.output<S>, asking: Asking) => object | Promise<object>,
) => ({ input, answer })

export const isSelf = ({ who }: Asking, username: string): boolean => nameKey(username) === nameKey(who.name)

/** A thing as `requireThing` takes it. */
type Named = { model: string } | { experiment_id: string }

/** Whose permission on what, with MLflow's name for it in messages. */
type Subject = { named: Named; username: string; label: string; words: Words }

/**
 * The level that an account itself has on a thing. Throws RESOURCE_DOES_NOT_EXIST for a thing that the caller may not read, and
 * PERMISSION_DENIED unless they may give levels on it.
 */
function own({ db, seen, who }: Asking, { named, username }: Subject) {
  requireThing(seen, named)
  if (permit('setAccess', named, db, who) === 'hidden') throw missing('Nothing with this name or id was found.')
  const thing = requireThing(db, named)
  const account = requireUser(db, username)
  return { thing, account, level: ownLevel(db, thing, account.id) }
}

async function create(asking: Asking, subject: Subject, permission: string) {
  const level = levelOfPermission(permission, subject.words)
  return asking.write(() => {
    const { thing, account, level: before } = own(asking, subject)
    if (before !== undefined) throw new ApiError('RESOURCE_ALREADY_EXISTS', `${subject.label} already exists.`)
    setLevel(asking.db, thing, { holder: 'account', name: account.name }, level, asking.who.name)
    return { user_id: account.id, permission }
  })
}

/** Replaces a permission that was given, or without one takes it away. */
async function change(asking: Asking, subject: Subject, permission?: string) {
  const level = permission === undefined ? undefined : levelOfPermission(permission, subject.words)
  return asking.write(() => {
    const { thing, account, level: before } = own(asking, subject)
    if (before === undefined) throw missing(`${subject.label} not found`)
    setLevel(asking.db, thing, { holder: 'account', name: account.name }, level, asking.who.name)
    return {}
  })
}

function read(asking: Asking, subject: Subject) {
  const { account, level } = own(asking, subject)
  if (level === undefined) throw missing(`${subject.label} not found`)
  return { user_id: account.id, permission: givenPermission(level, subject.words) }
}

const ofExperiment = { experiment_id: required, username: required }
const experiment = ({ experiment_id, username }: { experiment_id: string; username: string }): Subject => ({
  named: { experiment_id },
  username,
  label: `Experiment permission with experiment_id=${experiment_id} and username=${username}`,
  words: 'mlflow-2',
})

const ofModel = { name: required, username: required }
const model = ({ name, username }: { name: string; username: string }): Subject => ({
  named: { model: name },
  username,
  label: `Registered model permission with name=${name} and username=${username}`,
  words: 'mlflow-2',
})

const ofResource = { username: required, resource_type: required, resource_id: required }
type OfResource = { username: string; resource_type: string; resource_id: string }
function resource({ username, resource_type, resource_id }: OfResource): Subject {
  const named =
    resource_type === 'experiment'
      ? { experiment_id: resource_id }
      : resource_type === 'registered_model'
        ? { model: resource_id }
        : undefined
  if (!named)
    throw invalid(
      `Invalid resource type '${resource_type}'. Valid resource types are: ('experiment', 'registered_model')`,
    )
  if (resource_id === '*') throw invalid("resource_id '*' is not supported: permissions are on one thing each.")
  const label = `Permission for user=${username} on resource_type=${resource_type}, resource_id=${resource_id}`
  return { named, username, label, words: 'mlflow-3' }
}

const permission = required

export const permissionCalls = {
  createExperimentPermission: authCall(z.object({ ...ofExperiment, permission }), async (input, asking) => ({
    experiment_permission: {
      experiment_id: input.experiment_id,
      ...(await create(asking, experiment(input), input.permission)),
    },
  })),
  getExperimentPermission: authCall(z.object(ofExperiment), (input, asking) => ({
    experiment_permission: { experiment_id: input.experiment_id, ...read(asking, experiment(input)) },
  })),
  updateExperimentPermission: authCall(z.object({ ...ofExperiment, permission }), (input, asking) =>
    change(asking, experiment(input), input.permission),
  ),
  deleteExperimentPermission: authCall(z.object(ofExperiment), (input, asking) => change(asking, experiment(input))),

  createModelPermission: authCall(z.object({ ...ofModel, permission }), async (input, asking) => ({
    registered_model_permission: { name: input.name, ...(await create(asking, model(input), input.permission)) },
  })),
  getModelPermission: authCall(z.object(ofModel), (input, asking) => ({
    registered_model_permission: { name: input.name, ...read(asking, model(input)) },
  })),
  updateModelPermission: authCall(z.object({ ...ofModel, permission }), (input, asking) =>
    change(asking, model(input), input.permission),
  ),
  deleteModelPermission: authCall(z.object(ofModel), (input, asking) => change(asking, model(input))),

  listUserPermissions: authCall(z.object({ username: required }), ({ username }, asking) =>
    permissionsOf(asking.seen, requireUser(asking.db, username)),
  ),
  listOwnPermissions: authCall(z.object({}), (_, asking) =>
    permissionsOf(asking.seen, requireUser(asking.db, asking.who.name)),
  ),
  grantUserPermission: authCall(z.object({ ...ofResource, permission }), async (input, asking) => {
    await create(asking, resource(input), input.permission)
    return {}
  }),
  revokeUserPermission: authCall(z.object(ofResource), (input, asking) => change(asking, resource(input))),
  getUserPermission: authCall(z.object(ofResource), (input, asking) => effective(asking, resource(input))),
}

/** What an account may do with a thing, whatever it has that from: for itself, and for those who may give levels. */
function effective(asking: Asking, subject: Subject) {
  const answer = (thing: Thing, account: Account) => {
    const level = levelOn(asking.db, account, thing)
    const isDenied = level === levels.none && ownLevel(asking.db, thing, account.id) === levels.none
    return { allowed: level >= levels.edit, permission: isDenied ? 'DENY' : permissionOf(level) }
  }
  if (!isSelf(asking, subject.username)) {
    const { thing, account } = own(asking, subject)
    return answer(thing, account)
  }
  const account = requireUser(asking.db, subject.username)
  try {
    return answer(requireThing(asking.seen, subject.named), account)
  } catch (error) {
    // MLflow answers about a thing that is not there too; what is hidden must not answer otherwise.
    if (error instanceof ApiError && error.status === 404) return { allowed: false, permission: 'NO_PERMISSIONS' }
    throw error
  }
}
