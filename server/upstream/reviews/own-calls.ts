import { type Handler, Hono } from 'hono'
import { calls, prefixOf, reviewCalls } from '#contract/calls.ts'
import type { EndpointName } from '#contract/endpoints.ts'

/** The workspace registry's calls of webhooks, and our own. MLflow's are its own. */
const webhookNames = [
  'createRegistryWebhook',
  'listRegistryWebhooks',
  'updateRegistryWebhook',
  'deleteRegistryWebhook',
  'testRegistryWebhook',
  'findWebhooks',
  'listDeliveries',
  'sendAgain',
] as const satisfies readonly EndpointName[]
export type WebhookCall = (typeof webhookNames)[number]

export const isWebhookCall = (name: EndpointName): name is WebhookCall =>
  (webhookNames as readonly EndpointName[]).includes(name)

/** The calls that this server answers itself, or the one that keeps the reviews. */
const own = [
  ...(Object.keys(reviewCalls) as (keyof typeof reviewCalls)[]),
  'undoMove',
  'getPolicy',
  'setPolicy',
  'setDefaultPolicy',
  'checkMove',
  'getEvidence',
  'overrideMove',
  'whichVersions',
  ...webhookNames,
] as const satisfies readonly EndpointName[]

/** Routes them, below each path that clients use. */
export function routeOwnCalls(handlerOf: (name: (typeof own)[number]) => Handler): Hono {
  const routes = new Hono()
  for (const name of own) {
    const path = calls[name].path
    const paths =
      prefixOf(name) === '' ? [`/${path}`] : ['/api/2.0/mlflow/', '/ajax-api/2.0/mlflow/'].map((at) => at + path)
    routes.on([...calls[name].methods], paths, handlerOf(name))
  }
  return routes
}
