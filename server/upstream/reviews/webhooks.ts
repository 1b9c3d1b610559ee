import type { Context as HonoContext } from 'hono'
import { calls } from '#contract/calls.ts'
import { missing } from '#contract/errors.ts'
import type { Context, Who } from '../../embedded/context.ts'
import type { Db } from '../../embedded/db.ts'
import type { AnyRoute, AnySlowWrite, AnyWrite } from '../../embedded/routes.ts'
import { registryWebhookRoutes, slowRegistryWebhookWrites } from '../../embedded/routes/registry-webhooks.ts'
import { requireDelivery } from '../../embedded/store/webhooks/deliveries.ts'
import { allWebhooks, findWebhook } from '../../embedded/store/webhooks/webhook-rows.ts'
import { notAllowed } from '../denied.ts'
import type { Books } from './books.ts'
import { ifReadable } from './model-room.ts'
import type { WebhookCall } from './own-calls.ts'

/** What somebody who asks may do, and the database that they ask about. */
type Asking = { who: Extract<Who, { kind: 'anyone' }>; db: Db }

type Parts = {
  auth: 'operator' | 'pass-through'
  books: Books
  base: Context
  /** Somebody whom MLflow answers, with what they may do with a model. */
  askingAbout: (c: HonoContext, model: string) => Promise<Asking>
  /** Whether they manage a model. Waits for nobody who is in its room. */
  isManager: (c: HonoContext, model: string) => Promise<boolean>
  /** Somebody whom MLflow answers, with what they may do with all models. */
  asking: (c: HonoContext) => Promise<Asking>
}

const slow: Partial<Record<WebhookCall, unknown>> = slowRegistryWebhookWrites

/**
 * Makes the function that answers the workspace registry's calls of webhooks, and ours. Webhooks for all models are the admins', those of
 * a model its managers' (docs/reviews.md §9).
 */
export function webhooksOf({ auth, books, base, askingAbout, isManager, asking }: Parts) {
  return async (c: HonoContext, name: WebhookCall, input: object): Promise<unknown> => {
    const { who, db } = await managing(c, name, input)
    const context = { ...base, db, sender: books.senderOf(db) }
    const route = registryWebhookRoutes[name] as AnyRoute
    if (name === 'findWebhooks') {
      const may_create = who.behind?.administrates ? 'all' : auth === 'operator' ? 'none' : 'models'
      return { ...((await route(input, context, { who })) as object), may_create }
    }
    if (calls[name].kind === 'read') return route(input, context, { who })
    const write: AnyWrite = (more) => db.write(() => route(input, context, { who, ...more }))
    const around = slow[name] as AnySlowWrite | undefined
    return around ? around(input, context, write) : write()
  }

  async function managing(c: HonoContext, name: WebhookCall, input: object): Promise<Asking> {
    const anybody = await asking(c)
    const model = modelOf(anybody.db, name, input)
    if (model) {
      const asked = await askingAbout(c, model)
      if (!asked.who.behind?.manages) throw notAllowed(auth, `the model '${model}'`)
      return asked
    }
    if (anybody.who.behind?.administrates) return anybody
    if (name !== 'findWebhooks' && name !== 'listRegistryWebhooks') throw notAllowed(auth, 'all models')
    return ofTheirModels(c, anybody)
  }

  /** Lists then hold the webhooks of the models that they manage. */
  async function ofTheirModels(c: HonoContext, { who, db }: Asking): Promise<Asking> {
    const managed = new Set<string>()
    // Where the operator names the admins, nobody else manages a model.
    const models = auth === 'operator' ? [] : allWebhooks(db).flatMap(({ model_name }) => model_name ?? [])
    for (const model of new Set(models)) {
      if (await ifReadable(() => isManager(c, model))) managed.add(model)
    }
    return {
      who: { ...who, behind: { verified: false, manages: false, administrates: false, ...who.behind, managed } },
      db,
    }
  }
}

/** The model that a call is about; undefined for all of them. Throws RESOURCE_DOES_NOT_EXIST. */
function modelOf(db: Db, name: WebhookCall, input: object): string | undefined {
  const { id = '', webhook = '', model_name } = input as Partial<Record<'id' | 'webhook' | 'model_name', string>>
  switch (name) {
    case 'createRegistryWebhook':
    case 'listRegistryWebhooks':
    case 'findWebhooks':
      return model_name || undefined
    case 'listDeliveries':
      return modelOfWebhook(db, webhook)
    case 'sendAgain':
      return modelOfWebhook(db, requireDelivery(db, id).webhook)
    default:
      return modelOfWebhook(db, id)
  }
}

function modelOfWebhook(db: Db, id: string): string | undefined {
  const webhook = findWebhook(db, id)
  if (!webhook) throw missing(`Webhook with ID ${id} not found.`)
  return webhook.model_name ?? undefined
}
