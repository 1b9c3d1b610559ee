import type { Activity } from '#contract/reviews.ts'

/** What a user did to a version (“it”) or to its model, as the rest of a sentence that begins with the name. */
export function activityText({ activity_type, from_stage, to_stage, version, system_comment }: Activity): string {
  const move = moveText(from_stage, to_stage)
  switch (activity_type) {
    case 'REQUESTED_TRANSITION':
      return `asked to ${move}`
    case 'APPROVED_REQUEST':
      return `approved the request to ${move}`
    case 'REJECTED_REQUEST':
      return `rejected the request to ${move}`
    case 'CANCELLED_REQUEST':
      return `withdrew the request to ${move}`
    case 'APPLIED_TRANSITION':
    case 'SYSTEM_TRANSITION':
      return past(from_stage, to_stage)
    case 'NEW_COMMENT':
      return 'commented'
    case 'CREATED':
      return 'created the model'
    case 'REGISTERED':
      return 'registered it'
    case 'VERSION_DELETED':
      return `deleted version ${version}`
    case 'DELETED':
      return 'deleted the model'
    case 'RENAMED':
      return 'renamed the model'
    case 'ALIAS_MOVED':
      return version === undefined ? 'removed an alias' : 'changed an alias'
    case 'UNDONE':
      return `undid the move to ${to_stage ?? 'another stage'}`
    case 'OVERRIDDEN':
      return 'moved it against the policy'
    case 'POLICY_CHANGED':
      return 'changed the policy'
    case 'CHANGED_OUTSIDE':
      return 'found a change made directly on the MLflow server'
    case 'FAILED':
      return 'could not make a change'
    case 'FILES_CHANGED':
      return 'changed its files'
    case 'DESCRIPTION_CHANGED':
      return version === undefined ? 'changed the description' : 'changed its description'
    default:
      return system_comment ?? String(activity_type) // a newer server may record more
  }
}

/** “move it from Staging to Production”, “remove its stage”, “give it @champion”. */
export function moveText(from: string | undefined, to: string | undefined): string {
  if (to?.startsWith('@')) return `give it ${to}`
  if (to === 'None') return 'remove its stage'
  if (to === 'Archived') return 'archive it'
  return from && from !== 'None' ? `move it from ${from} to ${to}` : `move it to ${to}`
}

function past(from: string | undefined, to: string | undefined): string {
  if (to === 'None') return 'removed its stage'
  if (to === 'Archived') return 'archived it'
  return from && from !== 'None' ? `moved it from ${from} to ${to}` : `moved it to ${to}`
}
