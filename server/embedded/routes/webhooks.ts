import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { invalid } from '#contract/errors.ts'
import { type MlflowEvent, mlflowEvents } from '#contract/webhooks/events.ts'
import type { MlflowWebhook, WireEvent } from '#contract/webhooks/schemas.ts'
import { requireAdmin } from '../access/permit.ts'
import type { Context, Who } from '../context.ts'
import type { Routes, SlowWrites } from '../routes.ts'
import { cutPage, offsetOf } from '../store/search/page-token.ts'
import { requireDelivery } from '../store/webhooks/deliveries.ts'
import { mlflowExample } from '../store/webhooks/mlflow-bodies.ts'
import { enqueueTest } from '../store/webhooks/outbox.ts'
import { checkAddress, checkWebhookUrl, targetsOf } from '../store/webhooks/targets.ts'
import { allWebhooks, requireWebhook, type Webhook } from '../store/webhooks/webhook-rows.ts'
import { createWebhook, deleteWebhook, type Saver, updateWebhook } from '../store/webhooks/webhooks.ts'
import { resolveHost } from '../webhooks/resolve-host.ts'

const PAGE = 100
const MAX_PAGE = 1000

/** MLflow's calls of webhooks (docs/reviews.md §9). */
export const webhookRoutes = {
  createWebhook: (given, { db, allowedWebhooks }, { who }) => {
    const webhook = { ...given, dialect: 'mlflow' as const, events: given.events.map(nameOf), model_name: null }
    return { webhook: wireWebhook(createWebhook(db, withoutUnset(webhook), saverOf(who), targetsOf(allowedWebhooks))) }
  },
  getWebhook: ({ webhook_id }, { db }, { who }) => {
    requireAdmin(db, who)
    return { webhook: wireWebhook(requireWebhook(db, webhook_id, 'mlflow')) }
  },
  listWebhooks: ({ max_results, page_token }, { db }, { who }) => {
    requireAdmin(db, who)
    const { rows, ...page } = pageOf(allWebhooks(db, { dialect: 'mlflow' }), max_results, page_token)
    return { ...(rows.length > 0 && { webhooks: rows.map(wireWebhook) }), ...page }
  },
  updateWebhook: ({ webhook_id, name, url, events = [], ...given }, { db, allowedWebhooks }, { who }) => {
    const before = requireWebhook(db, webhook_id, 'mlflow')
    // MLflow takes an empty name, URL or list for one that was not sent.
    const change = {
      ...given,
      name: name || undefined,
      url: url || undefined,
      events: events.length > 0 ? events.map(nameOf) : undefined,
    }
    const after = updateWebhook(db, before, withoutUnset(change), saverOf(who), targetsOf(allowedWebhooks))
    return { webhook: wireWebhook(after) }
  },
  deleteWebhook: ({ webhook_id }, { db }, { who }) => {
    deleteWebhook(db, requireWebhook(db, webhook_id, 'mlflow'), saverOf(who))
    return {}
  },
  testWebhook: ({ webhook_id, event }, { db }, { delivery }) => {
    const { id, events } = requireWebhook(db, webhook_id, 'mlflow')
    const chosen = event ? nameOf(event) : events[0]! // none is saved without events
    enqueueTest(db, delivery ?? randomUUID(), id, chosen, mlflowExample(chosen as MlflowEvent))
    return { result: { success: false } } // not sent yet
  },
} satisfies Partial<Routes>

export const slowWebhookWrites = {
  async createWebhook({ url }, { allowedWebhooks }, write) {
    await checkResolved(url, allowedWebhooks)
    return write()
  },
  async updateWebhook({ url }, { allowedWebhooks }, write) {
    if (url) await checkResolved(url, allowedWebhooks)
    return write()
  },
  async testWebhook(_, context, write) {
    const id = randomUUID()
    await write({ delivery: id })
    const { answer_status, answer, problem } = await sentNow(context, id)
    return {
      result: {
        success: answer_status !== undefined && answer_status < 400,
        ...(answer_status !== undefined && { response_status: answer_status, response_body: answer }),
        ...(problem !== undefined && { error_message: `Failed to test webhook: ${problem}` }),
      },
    }
  },
} satisfies SlowWrites

/** Sends a delivery of a test, and gives what came of it. */
export async function sentNow({ db, sender }: Context, id: string) {
  await sender?.sendNow(id)
  return requireDelivery(db, id)
}

/**
 * Throws INVALID_PARAMETER_VALUE if a webhook's host has an address that is not to be connected to. A host that is not found now may be
 * later; each delivery checks again.
 */
export async function checkResolved(url: string, allowed: readonly string[]): Promise<void> {
  const targets = targetsOf(allowed)
  const host = checkWebhookUrl(url, targets)
  if (isIP(host) !== 0) return
  const found = await resolveHost(host, targets.isNamed(host)).catch(() => [])
  for (const { address } of found) checkAddress(host, address, targets)
}

/** Whose rights a webhook has from now on. */
export const saverOf = (who: Who): Saver =>
  who.kind === 'account'
    ? { name: who.name, owner: who.id }
    : { name: who.name, owner: null, ...(who.behind?.verified && { saved_by: who.name }) }

/** A page of a list that is in memory, in MLflow's way. */
export function pageOf<T>(all: readonly T[], max_results: number | bigint | undefined, token: string | undefined) {
  const size = Number(max_results ?? PAGE) || PAGE
  if (size < 1 || size > MAX_PAGE) throw invalid(`max_results must be between 1 and ${MAX_PAGE}.`)
  const offset = offsetOf(token)
  return cutPage(all.slice(offset, offset + size + 1), offset, size)
}

/** Leaves out the fields that were not sent. */
export function withoutUnset<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

function nameOf({ entity, action }: WireEvent): MlflowEvent {
  const name = mlflowEvents.find((name) => name === `${entity}.${action}`.toLowerCase())
  if (name) return name
  const valid = mlflowEvents.flatMap((name) =>
    name.startsWith(`${entity.toLowerCase()}.`) ? [name.split('.')[1]!] : [],
  )
  throw invalid(
    `Invalid action '${action.toLowerCase()}' for entity '${entity.toLowerCase()}'. Valid actions are: [${valid
      .toSorted()
      .map((action) => `'${action}'`)
      .join(', ')}]`,
  )
}

function wireWebhook(webhook: Webhook): MlflowWebhook {
  const { id, name, description, url, events, status, creation_timestamp, last_updated_timestamp } = webhook
  return {
    webhook_id: id,
    name,
    ...(description && { description }),
    url,
    events: events.map((event) => {
      const [entity, action] = event.toUpperCase().split('.')
      return { entity, action } as WireEvent // one of `mlflowEvents`
    }),
    status: status === 'ACTIVE' ? 'ACTIVE' : 'DISABLED',
    creation_timestamp,
    last_updated_timestamp,
  }
}
