import * as z from 'zod/mini'
import { required } from '../values.ts'

const level = z.enum([
  'NONE',
  'READ',
  'EDIT',
  'MANAGE',
  'CAN_READ',
  'CAN_EDIT',
  'CAN_MANAGE_STAGING_VERSIONS',
  'CAN_MANAGE_PRODUCTION_VERSIONS',
  'CAN_MANAGE',
])
/** A level on a model (`CAN_…`) or on an experiment; `NONE` closes it. */
export type LevelWord = z.infer<typeof level>

const holder = z.enum(['everybody', 'account', 'group'])

/** Who has a level: everybody, or an account or a group by name. */
const grant = z.object({
  holder,
  name: z.optional(z.string()),
  level,
  /** Held for making the thing. */
  is_creator: z.optional(z.boolean()),
})
export type Grant = z.infer<typeof grant>

/**
 * What the caller may do with a thing; each as the server checks it (docs/accounts.md §1). In front of MLflow, renaming needs
 * less, and removing needs more.
 */
const may = z.object({
  edit: z.boolean(),
  rename: z.boolean(),
  /** Deletes runs and logged models of an experiment; removes aliases and version tags of a model. */
  remove: z.boolean(),
  moveToStaging: z.boolean(),
  moveToProduction: z.boolean(),
  manage: z.boolean(),
  request: z.boolean(),
})
export type May = z.infer<typeof may>

/** What a caller may do whom nothing holds back. */
export const everything: May = {
  edit: true,
  rename: true,
  remove: true,
  moveToStaging: true,
  moveToProduction: true,
  manage: true,
  request: true,
}

/** One of both. */
const thing = { model: z.optional(required), experiment_id: z.optional(required) }
export type ThingId = { model: string } | { experiment_id: string }

const access = z.object({
  /** The caller's own. */
  level,
  may,
  /** Where the caller's level comes from. */
  why: z.enum(['admin', 'account', 'group', 'everybody', 'default']),
  /** Who can give levels, by name: managers, or admins where there are none. */
  givers: z.array(z.string()),
  /** Everybody with a level; only for those who can give them. */
  grants: z.optional(z.array(grant)),
})
export type Access = z.infer<typeof access>

/** At most this many things in one request. */
export const MOST_THINGS = 1000

const rights = z.object({
  /** Models and experiments. */
  create: z.boolean(),
  /** Versions, of some model at least. */
  register: z.boolean(),
  administrate: z.boolean(),
  /** Those of the things asked for that the caller may read. */
  models: z.array(z.object({ name: z.string(), may })),
  experiments: z.array(z.object({ experiment_id: z.string(), may })),
})
export type Rights = z.infer<typeof rights>

const ids = z._default(z.array(required).check(z.maxLength(MOST_THINGS)), [])
/** What the caller may do on this server, and with these things. */
export const getRights = { input: z.object({ models: ids, experiment_ids: ids }), output: rights }

export const getAccess = { input: z.object(thing), output: access }
/** Gives a level in place of the one before. Without `level` it is taken away. */
export const setAccess = {
  input: z.object({ ...thing, holder, name: z.optional(required), level: z.optional(level) }),
  output: access,
}
