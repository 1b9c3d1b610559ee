import { workspaceEvents } from '#contract/webhooks/events.ts'
import { ConfigError, readSecret } from '../config/config-values.ts'
import type { Db } from '../embedded/db.ts'
import type { Targets } from '../embedded/store/webhooks/targets.ts'
import { allWebhooks, requireWebhook } from '../embedded/store/webhooks/webhook-rows.ts'
import { createWebhook, deleteWebhook } from '../embedded/store/webhooks/webhooks.ts'
import { printable } from './printable.ts'

type Flags = { events?: string | undefined; model?: string | undefined; 'secret-file'?: string | undefined }

/** The server that sends knows what `--allow-webhooks-to` names, and checks each delivery. */
const anywhere: Targets = { isNamed: () => true, allows: () => true }

/**
 * `modelshelf webhook add URL`, `list` or `delete ID`, in the workspace registry's format. Returns what to print, undefined for an
 * unknown verb. Throws ConfigError or ApiError.
 */
export async function changeWebhooks(
  db: Db,
  [verb, word = '']: readonly string[],
  flags: Flags,
  by: string,
): Promise<string | undefined> {
  const saver = { name: by, owner: null }
  if (verb === 'list')
    return allWebhooks(db)
      .map(({ id, status, url, model_name, events }) =>
        [id, status, url, model_name === null ? 'all models' : printable(model_name), events.join(',')].join('\t'),
      )
      .join('\n')
  if (verb === 'delete') {
    await db.write(() => deleteWebhook(db, requireWebhook(db, word), saver))
    return 'Webhook deleted.'
  }
  if (verb !== 'add') return undefined
  const given = {
    dialect: 'workspace' as const,
    url: word,
    events: eventsIn(flags.events),
    model_name: flags.model ?? null,
    secret: flags['secret-file'] === undefined ? '' : readSecret(flags['secret-file'], '--secret-file'),
  }
  const { id } = await db.write(() => createWebhook(db, given, saver, anywhere))
  return `Webhook ${id} created.`
}

function eventsIn(list = ''): string[] {
  const events = list.split(',').filter(Boolean)
  const unknown = events.find((event) => !(workspaceEvents as readonly string[]).includes(event))
  if (events.length > 0 && unknown === undefined) return events
  const problem = unknown === undefined ? 'Name the events' : `There is no event ${unknown}. Name some of`
  throw new ConfigError(`${problem}: --events ${workspaceEvents.join(',')}.`)
}
