import type { Dialect, MlflowEvent, WorkspaceEvent } from '#contract/webhooks/events.ts'

const workspaceNames: Record<WorkspaceEvent, string> = {
  MODEL_VERSION_TRANSITIONED_STAGE: 'Stage changed',
  MODEL_VERSION_TRANSITIONED_TO_STAGING: 'Moved to Staging',
  MODEL_VERSION_TRANSITIONED_TO_PRODUCTION: 'Moved to Production',
  MODEL_VERSION_TRANSITIONED_TO_ARCHIVED: 'Archived',
  TRANSITION_REQUEST_CREATED: 'Move requested',
  TRANSITION_REQUEST_TO_STAGING_CREATED: 'Staging requested',
  TRANSITION_REQUEST_TO_PRODUCTION_CREATED: 'Production requested',
  TRANSITION_REQUEST_TO_ARCHIVED_CREATED: 'Archiving requested',
  MODEL_VERSION_CREATED: 'Version registered',
  MODEL_VERSION_TAG_SET: 'Version tag set',
  COMMENT_CREATED: 'Comment added',
  REGISTERED_MODEL_CREATED: 'Model created',
}

const mlflowNames: Record<MlflowEvent, string> = {
  'registered_model.created': 'Model created',
  'model_version.created': 'Version registered',
  'model_version_tag.set': 'Version tag set',
  'model_version_tag.deleted': 'Version tag deleted',
  'model_version_alias.created': 'Alias set',
  'model_version_alias.deleted': 'Alias deleted',
  'prompt.created': 'Prompt created',
  'prompt_version.created': 'Prompt version created',
  'prompt_tag.set': 'Prompt tag set',
  'prompt_tag.deleted': 'Prompt tag deleted',
  'prompt_version_tag.set': 'Prompt version tag set',
  'prompt_version_tag.deleted': 'Prompt version tag deleted',
  'prompt_alias.created': 'Prompt alias set',
  'prompt_alias.deleted': 'Prompt alias deleted',
  'budget_policy.exceeded': 'Budget exceeded',
}

/** What people call an event. */
export const eventName = (event: string): string =>
  ({ ...workspaceNames, ...mlflowNames })[event as WorkspaceEvent | MlflowEvent] ?? event // a newer server may know more

/** The events that the form offers. No budgets are kept here, so none is exceeded. */
export const offeredEvents: Record<Dialect, string[]> = {
  workspace: Object.keys(workspaceNames),
  mlflow: Object.keys(mlflowNames).filter((event) => event !== 'budget_policy.exceeded'),
}

export const formatNames: Record<Dialect, string> = {
  workspace: 'Databricks: stages, requests and comments',
  mlflow: 'MLflow: models, versions, tags and aliases',
}

const LISTED = 3

/** A webhook's events in one line. */
export const eventsText = (events: readonly string[]): string => {
  const names = events.slice(0, LISTED).map(eventName).join(', ')
  return events.length > LISTED ? `${names} and ${events.length - LISTED} more` : names
}
