import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../db.ts'
import {
  deliveryToSend,
  firstWaiting,
  giveUpOld,
  noteAttempt,
  type Outcome,
  pruneDeliveries,
  type StoredDelivery,
} from '../store/webhooks/deliveries.ts'
import { type MaySave, refusedOwner } from '../store/webhooks/owner.ts'
import type { Targets } from '../store/webhooks/targets.ts'
import { findWebhook, type Webhook } from '../store/webhooks/webhook-rows.ts'
import { BlockedAddress, post, type Posted } from './post.ts'
import { headersFor } from './request.ts'

/** Sends what the outbox holds. */
export type Sender = {
  /** To call after every write: looks for what is to be sent. */
  wake(): void
  /** Sends one delivery now, once, whatever else waits; resolves when it is noted. */
  sendNow(id: string): Promise<void>
  /** Stops sending. What was under way stays in the outbox. */
  stop(): Promise<void>
}

/** Webhooks that are sent to at the same time, and how long one attempt may take, in ms. */
const AT_ONCE = 10
const ATTEMPT_MS = 10_000
const PRUNE_MS = 60 * 60_000
/** How long a webhook rests whose delivery could not be noted, in ms: it will be sent again. */
const UNNOTED_MS = 60_000
/** Answers after which a delivery is tried again, as MLflow does. */
const AGAIN: ReadonlySet<number> = new Set([408, 425, 429])
/** Waiting times before the next attempts, in seconds; the last one repeats. */
const WAITS = [5, 15, 60, 300, 900, 1800, 3600]
/** What came of a test that we cut off: nobody sends it again. */
const CUT_OFF: Outcome = { state: 'failed', problem: 'The server was stopped before it was answered.' }

type Options = {
  /** Replaces the waiting times, for tests. */
  waitOf?: typeof waitAfter
  maySave?: MaySave
}

/** Starts sending from a database. */
export function startSender(
  db: Db,
  targets: Targets,
  { waitOf = waitAfter, maySave = () => true }: Options = {},
): Sender {
  const busy = new Map<string, Promise<void>>()
  const tests = new Set<Promise<void>>()
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let isWoken = false
  // Without webhooks nothing waits. Asked in the transaction of each write, where it takes a tenth of what looking takes after it.
  let hasWebhooks = true
  db.beforeCommit(() => {
    hasWebhooks = db.get('SELECT 1 FROM webhooks LIMIT 1') !== undefined
  })

  /** What comes of an attempt; undefined if we cut it off. */
  const attempt = async (webhook: Webhook | undefined, delivery: StoredDelivery): Promise<Outcome | undefined> => {
    const refused = webhook ? refusedOwner(db, webhook, maySave) : 'Not sent: its webhook was deleted.'
    if (!webhook || refused !== undefined) return { state: 'failed', problem: refused }
    try {
      const posted = await post(webhook.url, {
        headers: headersFor(webhook, delivery, Date.now()),
        body: delivery.body,
        ms: ATTEMPT_MS,
        targets,
        signal: stopping.signal,
      })
      return outcomeOf(posted, delivery, waitOf)
    } catch (error) {
      if (stopping.signal.aborted) return undefined
      const problem = problemOf(error)
      if (error instanceof BlockedAddress) return { state: 'failed', problem }
      return laterOrFailed(delivery, waitOf(delivery.attempts), { problem })
    }
  }

  const deliver = async (id: string) => {
    const delivery = deliveryToSend(db, id)
    if (!delivery) return
    const outcome = await attempt(findWebhook(db, delivery.webhook), delivery)
    if (!outcome) return
    await db.write(() => {
      noteAttempt(db, delivery.id, outcome)
      // Those behind it have waited as long, for nothing.
      if (outcome.state === 'failed' && delivery.until <= Date.now())
        giveUpOld(db, delivery.webhook, 'Given up: no earlier delivery has succeeded for a day.')
    })
  }

  const look = () => {
    isWoken = false
    if (stopping.signal.aborted) return
    clearTimeout(timer)
    try {
      sendWaiting()
    } catch (error) {
      console.error(error) // the disk fails: nobody waits for this, and later it may be read
      timer = setTimeout(look, UNNOTED_MS).unref()
    }
  }
  const sendWaiting = () => {
    const now = Date.now()
    let next = Number.POSITIVE_INFINITY
    for (const delivery of firstWaiting(db)) {
      if (busy.has(delivery.webhook)) continue
      if (delivery.due > now) next = Math.min(next, delivery.due)
      else if (busy.size < AT_ONCE) {
        const done = deliver(delivery.id)
          .catch((error: unknown) => {
            console.error(error) // the disk is full: it stays in the outbox
            return sleep(UNNOTED_MS, undefined, { ref: false, signal: stopping.signal }).catch(() => {})
          })
          .finally(() => {
            busy.delete(delivery.webhook)
            wake()
          })
        busy.set(delivery.webhook, done)
      }
    }
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(look, Math.min(next - now, PRUNE_MS)).unref()
  }
  const sendTest = async (id: string) => {
    const delivery = deliveryToSend(db, id)
    if (!delivery) return
    const { state, ...rest } = (await attempt(findWebhook(db, delivery.webhook), delivery)) ?? CUT_OFF
    await db.write(() => noteAttempt(db, id, { ...rest, state: state === 'delivered' ? state : 'failed' }))
  }
  // After the commit of the write that woke it (db.ts).
  const wake = () => {
    if (isWoken || !hasWebhooks) return
    isWoken = true
    setImmediate(look)
  }
  const prune = () => pruneDeliveries(db).catch((error: unknown) => console.error(error))

  const pruning = setInterval(prune, PRUNE_MS).unref()
  const first = prune()
  wake()
  return {
    wake,
    sendNow(id) {
      const done = sendTest(id).finally(() => tests.delete(done))
      tests.add(done)
      return done
    },
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      clearInterval(pruning)
      await Promise.allSettled([first, ...busy.values(), ...tests])
    },
  }
}

function outcomeOf(
  { status, text, retryAfter }: Posted,
  delivery: StoredDelivery,
  waitOf: (attempts: number) => number,
): Outcome {
  const answer = { answer_status: status, answer: text }
  if (status >= 200 && status < 300) return { state: 'delivered', ...answer }
  if (status < 500 && !AGAIN.has(status)) return { state: 'failed', ...answer }
  const asked = /^\d{1,6}$/.test(retryAfter ?? '') ? Math.min(Number(retryAfter), WAITS.at(-1)!) * 1000 : 0
  return laterOrFailed(delivery, Math.max(asked, waitOf(delivery.attempts)), answer)
}

function laterOrFailed({ until }: StoredDelivery, wait: number, rest: Partial<Outcome>): Outcome {
  const due = Date.now() + wait
  return due <= until ? { state: 'waiting', due, ...rest } : { state: 'failed', ...rest }
}

/** Ms to wait after so many attempts, with some chance in it, so that not all come at once. */
const waitAfter = (attempts: number) =>
  Math.round((WAITS[attempts] ?? WAITS.at(-1)!) * 1000 * (0.8 + Math.random() * 0.4))

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  return error.message || code || error.name
}
