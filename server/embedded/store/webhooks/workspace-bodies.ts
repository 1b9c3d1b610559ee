import { isAliasTarget } from '#contract/policy/alias-target.ts'
import type { Destination, ReviewEvent } from '#contract/review-log.ts'
import type { Stage } from '#contract/versions.ts'
import type { WorkspaceEvent } from '#contract/webhooks/events.ts'
import type { Db } from '../../db.ts'
import { announce } from './outbox.ts'

/** What happened, as the workspace registry's webhooks tell it. */
type Told = {
  /** `<log>.<event>`, as in Activity. */
  event_id?: string
  event_timestamp: number
  model_name: string
  version?: string
  from_stage?: Stage
  /** Of a request for an alias, that with its `@`. */
  to_stage?: Destination
  comment?: string
  key?: string
  value?: string
  user_id: string
  /** A sentence, for chats. */
  text: string
}

const stageEvents = {
  Staging: ['MODEL_VERSION_TRANSITIONED_TO_STAGING', 'TRANSITION_REQUEST_TO_STAGING_CREATED'],
  Production: ['MODEL_VERSION_TRANSITIONED_TO_PRODUCTION', 'TRANSITION_REQUEST_TO_PRODUCTION_CREATED'],
  Archived: ['MODEL_VERSION_TRANSITIONED_TO_ARCHIVED', 'TRANSITION_REQUEST_TO_ARCHIVED_CREATED'],
  None: [undefined, undefined],
} as const

const withStage = (event: WorkspaceEvent, special: WorkspaceEvent | undefined): WorkspaceEvent[] =>
  special ? [event, special] : [event]

/** Tells webhooks of the workspace registry's format what a model's log has just recorded. Only inside `write`. */
export function announceEvent(db: Db, log: number, model_name: string, event: ReviewEvent): void {
  announceWords(db, log, model_name, event, `${log}.${event.number}`)
}

function announceWords(db: Db, log: number, model_name: string, event: ReviewEvent, event_id?: string): void {
  const told = toldOf(event, model_name)
  if (!told) return
  const { events, ...rest } = told
  tell(db, log, events, {
    ...(event_id !== undefined && { event_id }),
    event_timestamp: event.time,
    model_name,
    ...rest,
    user_id: event.user,
  })
}

/** The same for a model that was made on an MLflow server: the log there begins with its versions. Only inside `write`. */
export function announceModelThere(db: Db, log: number, model_name: string, user: string, time: number): void {
  announceWords(db, log, model_name, { number: 0, time, user, kind: 'created' })
}

/** The same for a tag of a version, which is not in the log. Only inside `write`. */
export function announceVersionTag(
  db: Db,
  log: number | undefined,
  { name, version, key, value, user }: Record<'name' | 'version' | 'key' | 'value' | 'user', string>,
): void {
  tell(db, log, ['MODEL_VERSION_TAG_SET'], {
    event_timestamp: Date.now(),
    model_name: name,
    version,
    key,
    value,
    user_id: user,
    text: `${user} set the tag '${key}' of version ${version} of model '${name}' to '${value}'.`,
  })
}

function tell(db: Db, log: number | undefined, events: readonly WorkspaceEvent[], told: Told): void {
  const about = { dialect: 'workspace', events, log, time: told.event_timestamp } as const
  announce(db, about, (event, webhook_id) => bodyOf(event, webhook_id, told))
}

const bodyOf = (event: string, webhook_id: string, told: Told) => JSON.stringify({ event, webhook_id, ...told })

type Words = Pick<Told, 'version' | 'from_stage' | 'to_stage' | 'comment' | 'text'> & { events: WorkspaceEvent[] }

function toldOf(event: ReviewEvent, model: string): Words | undefined {
  const of = 'version' in event ? `version ${event.version} of model '${model}'` : `model '${model}'`
  switch (event.kind) {
    case 'created':
      return { events: ['REGISTERED_MODEL_CREATED'], text: `${event.user} registered the ${of}.` }
    case 'registered':
      return { events: ['MODEL_VERSION_CREATED'], version: event.version, text: `${event.user} registered ${of}.` }
    case 'moved': {
      const { version, from_stage, to_stage, comment } = event
      return {
        events: withStage('MODEL_VERSION_TRANSITIONED_STAGE', stageEvents[to_stage][0]),
        version,
        from_stage,
        to_stage,
        ...(comment && { comment }),
        text: `${event.user} transitioned ${of} from ${from_stage} to ${to_stage}.`,
      }
    }
    case 'requested': {
      const { version, from_stage, to_stage, comment } = event
      if (isAliasTarget(to_stage))
        return {
          events: ['TRANSITION_REQUEST_CREATED'],
          version,
          to_stage,
          ...(comment && { comment }),
          text: `${event.user} asked to give ${of} the alias ${to_stage}.`,
        }
      return {
        events: withStage('TRANSITION_REQUEST_CREATED', stageEvents[to_stage][1]),
        version,
        from_stage,
        to_stage,
        ...(comment && { comment }),
        text: `${event.user} asked to transition ${of} from ${from_stage} to ${to_stage}.`,
      }
    }
    case 'commented': {
      const { version, comment } = event
      return { events: ['COMMENT_CREATED'], version, comment, text: `${event.user} commented on ${of}.` }
    }
    default:
      return undefined
  }
}

/** What `test` sends for an event. */
export function workspaceExample(event: WorkspaceEvent, webhook_id: string, model: string): string {
  const base = { number: 1, time: Date.now(), user: 'somebody' }
  const [to_stage = 'Production'] = (['Staging', 'Archived'] as const).filter((stage) =>
    event.includes(`_TO_${stage.toUpperCase()}`),
  )
  const about = { version: '1', from_stage: 'None', to_stage } as const
  const change = ((): ReviewEvent => {
    if (event === 'REGISTERED_MODEL_CREATED') return { ...base, kind: 'created' }
    if (event === 'MODEL_VERSION_CREATED') return { ...base, kind: 'registered', version: '1' }
    if (event === 'COMMENT_CREATED') return { ...base, kind: 'commented', version: '1', comment: 'An example comment' }
    if (event.startsWith('TRANSITION_REQUEST')) return { ...base, kind: 'requested', ...about }
    return { ...base, kind: 'moved', ...about }
  })()
  const told =
    event === 'MODEL_VERSION_TAG_SET'
      ? { version: '1', key: 'example_key', value: 'example_value', text: `An example of the event ${event}.` }
      : toldOf(change, model)
  const { events: _, ...rest } = { events: [], text: '', ...told }
  return bodyOf(event, webhook_id, { event_timestamp: base.time, model_name: model, ...rest, user_id: base.user })
}
