// Without schemas, so that pages need not load them.

/** The formats of a webhook: MLflow's own, and that of the workspace registry. */
export type Dialect = 'mlflow' | 'workspace'

/** MLflow's events, as `MlflowClient.create_webhook` names them: entity and action. */
export const mlflowEvents = [
  'registered_model.created',
  'model_version.created',
  'model_version_tag.set',
  'model_version_tag.deleted',
  'model_version_alias.created',
  'model_version_alias.deleted',
  'prompt.created',
  'prompt_version.created',
  'prompt_tag.set',
  'prompt_tag.deleted',
  'prompt_version_tag.set',
  'prompt_version_tag.deleted',
  'prompt_alias.created',
  'prompt_alias.deleted',
  'budget_policy.exceeded',
] as const
export type MlflowEvent = (typeof mlflowEvents)[number]

/** The events of the workspace registry, as `RegistryWebhookEvent` of `databricks-sdk` names them. */
export const workspaceEvents = [
  'REGISTERED_MODEL_CREATED',
  'MODEL_VERSION_CREATED',
  'MODEL_VERSION_TAG_SET',
  'MODEL_VERSION_TRANSITIONED_STAGE',
  'MODEL_VERSION_TRANSITIONED_TO_STAGING',
  'MODEL_VERSION_TRANSITIONED_TO_PRODUCTION',
  'MODEL_VERSION_TRANSITIONED_TO_ARCHIVED',
  'TRANSITION_REQUEST_CREATED',
  'TRANSITION_REQUEST_TO_STAGING_CREATED',
  'TRANSITION_REQUEST_TO_PRODUCTION_CREATED',
  'TRANSITION_REQUEST_TO_ARCHIVED_CREATED',
  'COMMENT_CREATED',
] as const
export type WorkspaceEvent = (typeof workspaceEvents)[number]

/** The longest URL of a webhook and its longest description, as in MLflow's columns. */
export const MAX_URL = 500
export const MAX_WEBHOOK_DESCRIPTION = 1000

/** What a webhook's name must look like, as in MLflow. */
export const webhookName = /^(?=.{1,63}$)[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i
