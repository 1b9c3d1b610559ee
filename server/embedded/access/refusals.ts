import type { Db } from '../db.ts'
import { audit, type AuditAction, countAudit } from '../store/accounts/audit.ts'

/** For how long equal refusals are one entry of the audit log, in ms. */
const WINDOW_MS = 60 * 60_000
/** How many entries one actor gets in that time; the rest are counted in one more. Everybody unknown is one actor. */
const MOST_ENTRIES = 50
/** How often the count of requests that are refused again and again is written, in ms. */
const WRITE_MS = 1000

export type Refusal = {
  /** An account's name, or `unknown`. */
  actor: string
  action: Extract<AuditAction, 'sign-in-failed' | 'token-refused' | 'refused'>
  detail: Readonly<Record<string, string>>
}

type Entry = { id: number; times: number; isDue: boolean }

export type Refusals = {
  /** Notes a refusal with a write each time, so that time does not tell whether a name exists. Only inside `write`. */
  noteNow(refusal: Refusal): void
  /** Notes a refusal: the first of its kind at once, the count of the others at most once a second. */
  note(refusal: Refusal): void
}

/**
 * Notes refusals in the audit log so that nobody can flood it: equal ones are one entry an hour, which counts them, and one actor has a
 * limited number of entries.
 */
export function refusalsIn(db: Db, now: () => number = Date.now): Refusals {
  const entries = new Map<string, Map<string, Entry>>()
  let began = now()

  /** The entries of an actor in this hour, and the key of the one that counts this refusal. */
  function placeOf({ actor, action, detail }: Refusal) {
    if (now() - began > WINDOW_MS) {
      entries.clear()
      began = now()
    }
    const own = entries.get(actor) ?? new Map<string, Entry>()
    entries.set(actor, own)
    const exact = `${action} ${JSON.stringify(detail)}`
    const isOne = own.has(exact) || own.size < MOST_ENTRIES
    return { own, key: isOne ? exact : `${action} and others`, shown: isOne ? detail : OTHERS }
  }

  /** Only inside `write`. */
  function noteNow(refusal: Refusal) {
    const { own, key, shown } = placeOf(refusal)
    const known = own.get(key)
    if (known) countAudit(db, known.id, refusal.action, (known.times += 1))
    else own.set(key, { id: audit(db, refusal.actor, refusal.action, shown), times: 1, isDue: false })
  }

  return {
    noteNow,
    note(refusal) {
      const { own, key } = placeOf(refusal)
      const known = own.get(key)
      if (!known) return void db.write(() => noteNow(refusal)).catch(console.error)
      known.times += 1
      if (known.isDue) return
      known.isDue = true
      const write = () => {
        known.isDue = false
        void db.write(() => countAudit(db, known.id, refusal.action, known.times)).catch(console.error)
      }
      setTimeout(write, WRITE_MS).unref()
    },
  }
}

const OTHERS = { others: `more than ${MOST_ENTRIES} kinds in an hour` }
