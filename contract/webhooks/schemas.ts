import * as z from 'zod/mini'
import { count, integer, required, text } from '../values.ts'
import { workspaceEvents } from './events.ts'

// MLflow's calls (`MlflowClient.create_webhook`), those of the class ModelRegistryAPI of `databricks-sdk`, and our own.

const entity = z.enum([
  'REGISTERED_MODEL',
  'MODEL_VERSION',
  'MODEL_VERSION_TAG',
  'MODEL_VERSION_ALIAS',
  'PROMPT',
  'PROMPT_VERSION',
  'PROMPT_TAG',
  'PROMPT_VERSION_TAG',
  'PROMPT_ALIAS',
  'BUDGET_POLICY',
])
const action = z.enum(['CREATED', 'UPDATED', 'DELETED', 'SET', 'EXCEEDED'])
const event = z.object({ entity, action })
export type WireEvent = z.infer<typeof event>
const status = z.enum(['ACTIVE', 'DISABLED'])

const webhook = z.object({
  webhook_id: z.string(),
  name: z.string(),
  description: text,
  url: z.string(),
  events: z.array(event),
  status,
  creation_timestamp: count,
  last_updated_timestamp: count,
})
export type MlflowWebhook = z.infer<typeof webhook>
const answered = z.object({ webhook })
const webhookId = z.object({ webhook_id: required })

export const createWebhook = {
  input: z.object({
    name: required,
    url: required,
    events: z.array(event).check(z.minLength(1)),
    description: text,
    secret: text,
    status: z.optional(status),
  }),
  output: answered,
}
export const getWebhook = { input: webhookId, output: answered }
export const listWebhooks = {
  input: z.object({ max_results: integer, page_token: text }),
  output: z.object({ webhooks: z.optional(z.array(webhook)), next_page_token: text }),
}
export const updateWebhook = {
  input: z.extend(webhookId, {
    name: text,
    url: text,
    events: z.optional(z.array(event)),
    description: text,
    secret: text,
    status: z.optional(status),
  }),
  output: answered,
}
export const deleteWebhook = { input: webhookId }
export const testWebhook = {
  input: z.extend(webhookId, { event: z.optional(event) }),
  output: z.object({
    result: z.object({
      success: z.boolean(),
      response_status: z.optional(count),
      response_body: text,
      error_message: text,
    }),
  }),
}

const registryEvent = z.enum(workspaceEvents)
const registryStatus = z.enum(['ACTIVE', 'DISABLED', 'TEST_MODE'])
const urlSpec = z.object({
  url: text,
  authorization: text,
  secret: text,
  enable_ssl_verification: z.optional(z.boolean()),
})
/** A job of a Databricks workspace: refused, whatever it says. */
const jobSpec = z.optional(z.unknown())

const registryWebhook = z.object({
  id: z.string(),
  description: text,
  events: z.array(registryEvent),
  http_url_spec: z.object({ url: z.string(), enable_ssl_verification: z.boolean() }),
  model_name: text,
  status: registryStatus,
  creation_timestamp: count,
  last_updated_timestamp: count,
})
export type RegistryWebhook = z.infer<typeof registryWebhook>
const registryAnswered = z.object({ webhook: registryWebhook })

export const createRegistryWebhook = {
  input: z.object({
    events: z.array(registryEvent).check(z.minLength(1)),
    description: text,
    http_url_spec: z.optional(urlSpec),
    job_spec: jobSpec,
    model_name: text,
    status: z.optional(registryStatus),
  }),
  output: registryAnswered,
}
export const listRegistryWebhooks = {
  input: z.object({
    events: z.optional(z.array(registryEvent)),
    max_results: integer,
    model_name: text,
    page_token: text,
  }),
  output: z.object({ webhooks: z.optional(z.array(registryWebhook)), next_page_token: text }),
}
const registryId = z.object({ id: required })
export const updateRegistryWebhook = {
  input: z.extend(registryId, {
    events: z.optional(z.array(registryEvent)),
    description: text,
    http_url_spec: z.optional(urlSpec),
    job_spec: jobSpec,
    status: z.optional(registryStatus),
  }),
  output: registryAnswered,
}
export const deleteRegistryWebhook = { input: registryId }
export const testRegistryWebhook = {
  input: z.extend(registryId, { event: z.optional(registryEvent) }),
  output: z.object({ status_code: z.optional(count), body: text }),
}

const delivery = z.object({
  /** The same for every attempt: receivers recognize what they have had already. */
  id: z.string(),
  event: z.string(),
  created: count,
  state: z.enum(['waiting', 'testing', 'delivered', 'failed']),
  is_test: z.boolean(),
  attempts: count,
  /** When it is sent next, while it is waiting. */
  due: z.optional(count),
  /** The last attempt: when, and what was answered or went wrong. */
  sent: z.optional(count),
  answer_status: z.optional(count),
  answer: text,
  problem: text,
})
export type Delivery = z.infer<typeof delivery>

const anyWebhook = z.object({
  id: z.string(),
  dialect: z.enum(['mlflow', 'workspace']),
  name: text,
  description: text,
  url: z.string(),
  events: z.array(z.string()),
  status: registryStatus,
  /** Whether deliveries are signed. */
  has_secret: z.boolean(),
  /** Whether an Authorization header is sent with each. */
  has_authorization: z.boolean(),
  /** The model that it is about; missing for all models. */
  model_name: text,
  creation_timestamp: count,
  last_updated_timestamp: count,
  waiting: count,
  last: z.optional(delivery),
})
export type AnyWebhook = z.infer<typeof anyWebhook>

/** The webhooks that the caller manages, of both formats; those of one model with `model_name`. */
export const findWebhooks = {
  input: z.object({ model_name: text }),
  output: z.object({
    webhooks: z.array(anyWebhook),
    /** What the caller may make webhooks for. */
    may_create: z.enum(['all', 'models', 'none']),
  }),
}
/** A webhook's deliveries, newest first. */
export const listDeliveries = {
  input: z.object({ webhook: required, page_token: text }),
  output: z.object({ webhook: anyWebhook, deliveries: z.array(delivery), next_page_token: text }),
}
/** Sends a delivery again, after those that wait. */
export const sendAgain = { input: z.object({ id: required }), output: z.object({ delivery }) }
