import { randomUUID } from 'node:crypto'
import { invalid, missing } from '#contract/errors.ts'
import type { WorkspaceEvent } from '#contract/webhooks/events.ts'
import type { AnyWebhook, RegistryWebhook } from '#contract/webhooks/schemas.ts'
import { lacksLevel, requireAdmin, writes } from '../access/permit.ts'
import type { Who } from '../context.ts'
import type { Db } from '../db.ts'
import type { Routes, SlowWrites } from '../routes.ts'
import { levels } from '../store/accounts/level-words.ts'
import { hasOnSome, levelOn } from '../store/accounts/levels.ts'
import { openTurn } from '../store/artifacts/turn.ts'
import { requireModel } from '../store/registry/model-rows.ts'
import * as deliveries from '../store/webhooks/deliveries.ts'
import { enqueueTest } from '../store/webhooks/outbox.ts'
import { targetsOf } from '../store/webhooks/targets.ts'
import { allWebhooks, findWebhook, requireWebhook, type Webhook } from '../store/webhooks/webhook-rows.ts'
import { createWebhook, deleteWebhook, updateWebhook } from '../store/webhooks/webhooks.ts'
import { workspaceExample } from '../store/webhooks/workspace-bodies.ts'
import { checkResolved, pageOf, saverOf, sentNow, withoutUnset } from './webhooks.ts'

/** The workspace registry's calls of webhooks, and our own (docs/reviews.md §9). */
export const registryWebhookRoutes = {
  createRegistryWebhook: (given, { db, allowedWebhooks }, { who }) => {
    const { http_url_spec, job_spec, model_name = '', ...rest } = given
    const spec = specOf(http_url_spec, job_spec)
    if (!spec.url) throw invalid("Missing value for required parameter 'http_url_spec.url'.")
    if (model_name && given.events.includes('REGISTERED_MODEL_CREATED'))
      throw invalid('REGISTERED_MODEL_CREATED is an event of webhooks for all models. Leave out model_name.')
    const settings = { ...rest, ...spec, dialect: 'workspace' as const, model_name: model_name || null }
    const webhook = createWebhook(
      db,
      { ...withoutUnset(settings), url: spec.url },
      saverOf(who),
      targetsOf(allowedWebhooks),
    )
    return { webhook: wireWebhook(webhook) }
  },
  listRegistryWebhooks: async ({ events = [], max_results, model_name, page_token }, { db }, { who }) => {
    const found = await managedBy(
      db,
      who,
      allWebhooks(db, { dialect: 'workspace', model: managed(db, who, model_name) }),
    )
    const wanted = events.length === 0 ? found : found.filter((it) => events.some((event) => it.events.includes(event)))
    const { rows, ...page } = pageOf(wanted, max_results, page_token)
    return { ...(rows.length > 0 && { webhooks: rows.map(wireWebhook) }), ...page }
  },
  updateRegistryWebhook: ({ id, http_url_spec, job_spec, ...rest }, { db, allowedWebhooks }, { who }) => {
    const before = requireWebhook(db, id, 'workspace')
    const { url, ...spec } = specOf(http_url_spec, job_spec)
    if (before.model_name !== null && rest.events?.includes('REGISTERED_MODEL_CREATED'))
      throw invalid('REGISTERED_MODEL_CREATED is an event of webhooks for all models.')
    const change = withoutUnset({ ...rest, ...spec, url: url || undefined })
    return { webhook: wireWebhook(updateWebhook(db, before, change, saverOf(who), targetsOf(allowedWebhooks))) }
  },
  deleteRegistryWebhook: ({ id }, { db }, { who }) => {
    deleteWebhook(db, requireWebhook(db, id, 'workspace'), saverOf(who))
    return {}
  },
  testRegistryWebhook: ({ id, event }, { db }, { delivery }) => {
    const webhook = requireWebhook(db, id, 'workspace')
    const chosen = (event ?? webhook.events[0]) as WorkspaceEvent // as it was checked when it was saved
    const body = workspaceExample(chosen, id, webhook.model_name ?? 'example_model')
    enqueueTest(db, delivery ?? randomUUID(), id, chosen, body)
    return {} // not sent yet
  },

  findWebhooks: async ({ model_name }, { db }, { who }) => {
    const found = await managedBy(db, who, allWebhooks(db, { model: managed(db, who, model_name) }))
    return { webhooks: await anyWebhooksInTurns(db, found), may_create: mayCreate(db, who) }
  },
  listDeliveries: ({ webhook: id, page_token }, { db }, { who }) => {
    const webhook = requireWebhook(db, id)
    if (webhook.model_name === null) requireAdmin(db, who)
    else managed(db, who, webhook.model_name)
    return { webhook: anyWebhooks(db, [webhook])[0]!, ...deliveries.listDeliveries(db, id, page_token) }
  },
  sendAgain: ({ id }, { db }) => {
    if (!findWebhook(db, deliveries.requireDelivery(db, id).webhook)) throw missing(`Delivery with ID ${id} not found.`)
    return { delivery: deliveries.sendAgain(db, id) }
  },
} satisfies Partial<Routes>

export const slowRegistryWebhookWrites = {
  async createRegistryWebhook({ http_url_spec }, { allowedWebhooks }, write) {
    if (http_url_spec?.url) await checkResolved(http_url_spec.url, allowedWebhooks)
    return write()
  },
  async updateRegistryWebhook({ http_url_spec }, { allowedWebhooks }, write) {
    if (http_url_spec?.url) await checkResolved(http_url_spec.url, allowedWebhooks)
    return write()
  },
  async testRegistryWebhook(_, context, write) {
    const id = randomUUID()
    await write({ delivery: id })
    const { answer_status, answer, problem } = await sentNow(context, id)
    if (answer_status === undefined) return { body: problem }
    return { status_code: answer_status, body: answer }
  },
} satisfies SlowWrites

type UrlSpec = {
  url?: string | undefined
  authorization?: string | undefined
  secret?: string | undefined
  enable_ssl_verification?: boolean | undefined
}

/** Where a webhook leads. Throws INVALID_PARAMETER_VALUE for a job, and for certificates that are not to be checked. */
function specOf({ enable_ssl_verification = true, ...spec }: UrlSpec = {}, job: unknown) {
  if (job !== undefined) throw invalid('Webhooks that start jobs (job_spec) are not supported. Use http_url_spec.')
  if (!enable_ssl_verification) throw invalid('enable_ssl_verification must be true: certificates are always checked.')
  return spec
}

/** The name of a model that the caller manages. Throws PERMISSION_DENIED, and RESOURCE_DOES_NOT_EXIST. */
function managed(db: Db, who: Who, name: string | undefined): string | undefined {
  if (!name) return undefined
  requireModel(db, name)
  const model = { kind: 'model', name } as const
  if (who.kind === 'account' && levelOn(db, who, model) < levels.manage) throw lacksLevel(db, model, levels.manage)
  return name
}

/** The webhooks among these that the caller may see and change: their own models'; all, for admins. Asks for levels in turns. */
async function managedBy(db: Db, who: Who, webhooks: Webhook[]): Promise<Webhook[]> {
  if (who.kind === 'anyone') {
    const managed = who.behind?.managed
    return managed ? webhooks.filter(({ model_name }) => model_name !== null && managed.has(model_name)) : webhooks
  }
  const turn = openTurn()
  const found: Webhook[] = []
  for (const webhook of webhooks) {
    if (turn.isOver()) await turn.next()
    const { model_name: name } = webhook
    if (name === null ? who.role === 'admin' : levelOn(db, who, { kind: 'model', name }) >= levels.manage)
      found.push(webhook)
  }
  return found
}

function wireWebhook({ id, description, events, url, model_name, status, ...webhook }: Webhook): RegistryWebhook {
  return {
    id,
    ...(description && { description }),
    events: events as WorkspaceEvent[], // as it was checked when it was saved
    http_url_spec: { url, enable_ssl_verification: true },
    ...(model_name !== null && { model_name }),
    status,
    creation_timestamp: webhook.creation_timestamp,
    last_updated_timestamp: webhook.last_updated_timestamp,
  }
}

/** So many webhooks are read with their deliveries in a turn. */
const AT_A_TIME = 100

async function anyWebhooksInTurns(db: Db, webhooks: readonly Webhook[]): Promise<AnyWebhook[]> {
  const turn = openTurn()
  const found: AnyWebhook[] = []
  for (let at = 0; at < webhooks.length; at += AT_A_TIME) {
    if (turn.isOver()) await turn.next()
    found.push(...anyWebhooks(db, webhooks.slice(at, at + AT_A_TIME)))
  }
  return found
}

function anyWebhooks(db: Db, webhooks: readonly Webhook[]): AnyWebhook[] {
  const summaryOf = deliveries.summariesOf(
    db,
    webhooks.map(({ id }) => id),
  )
  return webhooks.map((webhook) => anyWebhook(webhook, summaryOf(webhook.id)))
}

function anyWebhook(
  { id, dialect, name, description, url, events, status, ...webhook }: Webhook,
  summary: deliveries.Summary,
): AnyWebhook {
  return {
    id,
    dialect,
    ...(name && { name }),
    ...(description && { description }),
    url,
    events,
    status,
    has_secret: webhook.secret !== '',
    has_authorization: webhook.authorization !== '',
    ...(webhook.model_name !== null && { model_name: webhook.model_name }),
    creation_timestamp: webhook.creation_timestamp,
    last_updated_timestamp: webhook.last_updated_timestamp,
    ...summary,
  }
}

/** For which models one may create webhooks: all, those that one manages, or none where one manages none. */
function mayCreate(db: Db, who: Who): 'all' | 'models' | 'none' {
  if (who.kind === 'anyone') return 'all'
  if (!writes(who, 'server') || !hasOnSome(db, who, levels.manage)) return 'none'
  return who.role === 'admin' ? 'all' : 'models'
}
