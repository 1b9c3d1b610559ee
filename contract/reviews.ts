import * as z from 'zod/mini'
import { count, required, tag, text } from './values.ts'
import { modelVersion, stage, versionId } from './versions.ts'

// The calls of the workspace registry, as the class ModelRegistryAPI of `databricks-sdk` (databricks/sdk/service/ml.py) sends them.

/** The SDK's ActivityType, and what only Modelshelf records. */
const activityType = z.enum([
  'REQUESTED_TRANSITION',
  'APPROVED_REQUEST',
  'REJECTED_REQUEST',
  'CANCELLED_REQUEST',
  'APPLIED_TRANSITION',
  'SYSTEM_TRANSITION',
  'NEW_COMMENT',
  'CREATED',
  'REGISTERED',
  'VERSION_DELETED',
  'DELETED',
  'RENAMED',
  'ALIAS_MOVED',
  'DESCRIPTION_CHANGED',
  'FILES_CHANGED',
  'UNDONE',
  'OVERRIDDEN',
  'POLICY_CHANGED',
  'CHANGED_OUTSIDE',
  'FAILED',
])

const activity = z.object({
  id: z.string(),
  activity_type: activityType,
  user_id: z.string(),
  /** Ours: whether `user_id` is the account that signed in. With accounts, what has any other name is nobody's own. */
  verified: z.optional(z.literal(true)),
  creation_timestamp: count,
  last_updated_timestamp: count,
  comment: text,
  system_comment: text,
  from_stage: z.optional(stage),
  /** Ours: of a request for an alias, the alias with its `@`. */
  to_stage: z.optional(z.union([stage, z.templateLiteral(['@', z.string()])])),
  /** What can be done with it, by whoever may. */
  available_actions: z.optional(z.array(z.string())),
  /** Ours: the version it happened to, missing for the model as a whole. */
  version: text,
  /** Ours, of a request: aliases that are to move along. */
  aliases: z.optional(z.array(z.string())),
  /** Ours, of an approval: the hash of what was approved, by the target of each rule that asks for some. */
  evidence: z.optional(z.record(z.string(), z.string())),
})
export type Activity = z.infer<typeof activity>

const comment = z.object({
  id: z.string(),
  comment: z.string(),
  user_id: z.string(),
  creation_timestamp: count,
  last_updated_timestamp: count,
  available_actions: z.optional(z.array(z.string())),
})
export type VersionComment = z.infer<typeof comment>

const permissionLevel = z.enum([
  'CAN_READ',
  'CAN_EDIT',
  'CAN_MANAGE_STAGING_VERSIONS',
  'CAN_MANAGE_PRODUCTION_VERSIONS',
  'CAN_MANAGE',
])

const transition = z.extend(versionId, { stage: required, comment: text })
const move = z.extend(transition, {
  archive_existing_versions: z._default(z.boolean(), false),
  /** Ours: aliases of the model to give to this version in the same write. */
  aliases: z._default(z.array(required), []),
})

export const createTransitionRequest = {
  /** Ours: `stage` may be an alias with its `@`, and `aliases` name those that are to move along. */
  input: z.extend(transition, { aliases: z._default(z.array(required), []) }),
  output: z.object({ request: activity }),
}
export const listTransitionRequests = {
  input: versionId,
  output: z.object({ requests: z.optional(z.array(activity)) }),
}
const decided = z.object({ activity })
/** Ours, sent by the app with a decision: whether the person has opened Changes of the version. */
const decision = { changes_opened: z.optional(z.boolean()) }
export const approveTransitionRequest = {
  /** Without `aliases`: those that the request names. */
  input: z.extend(move, { ...decision, aliases: z.optional(z.array(required)) }),
  /** `moved`, ours: whether the version has moved, or the policy asks for more approvals. */
  output: z.extend(decided, { moved: z.optional(z.boolean()) }),
}
export const rejectTransitionRequest = { input: z.extend(transition, decision), output: decided }
export const deleteTransitionRequest = { input: z.extend(transition, { creator: required }), output: decided }

export const createComment = { input: z.extend(versionId, { comment: required }), output: z.object({ comment }) }
export const updateComment = {
  input: z.object({ id: required, comment: required }),
  output: z.object({ comment }),
}
export const deleteComment = { input: z.object({ id: required }) }

export const getWorkspaceModel = {
  input: z.object({ name: required }),
  output: z.object({
    registered_model_databricks: z.object({
      id: z.string(),
      name: z.string(),
      user_id: text,
      creation_timestamp: z.optional(count),
      last_updated_timestamp: z.optional(count),
      description: text,
      latest_versions: z.optional(z.array(modelVersion)),
      tags: z.optional(z.array(tag)),
      permission_level: permissionLevel,
    }),
  }),
}
export const moveWorkspaceVersion = {
  input: move,
  output: z.object({
    model_version_databricks: z.extend(modelVersion, {
      user_id: text,
      permission_level: permissionLevel,
      open_requests: z.optional(z.array(activity)),
    }),
    /** Ours: the move's id, for `undoMove`; missing where the version was in that stage already. */
    activity_id: text,
  }),
}

/** Takes back a move, for UNDO_MS after it. */
export const undoMove = { input: z.object({ id: required }), output: decided }
