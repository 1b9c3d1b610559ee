import type { Db } from '../db.ts'
import { audit, type AuditAction, countAudit } from '../store/accounts/audit.ts'

/** For how long equal refusals are one entry of the audit log, in ms. */
const WINDOW_MS = 60 * 60_000
/** How many entries one actor gets in that time; the rest are counted in one more. Everybody unknown is one actor. */
const MOST_ENTRIES = 50
/** How often the count of requests that are refused again and again is written, in ms. */
const WRITE_MS = 1000

/** A refusal; or a sign-in with a password in each request, which happens as often. */
export type Refusal = {
  /** An account's name, or `unknown`. */
  actor: string
  action: Extract<AuditAction, 'sign-in-failed' | 'token-refused' | 'refused' | 'signed-in'>
  detail: Readonly<Record<string, string>>
}

/** What one entry of the log tells, how often it has happened, and its id once it is written. */
type Entry = Refusal & { times: number; id?: number | undefined }

export type Refusals = {
  /** Notes a refusal with a write each time, so that time does not tell whether a name exists. */
  noteNow(refusal: Refusal): Promise<void>
  /** Notes a refusal: the first of its kind at once, the count of the others at most once a second, and before the database is closed. */
  note(refusal: Refusal): void
}

/**
 * Notes refusals in the audit log so that nobody can flood it: equal ones are one entry an hour, which counts them, and one actor has a
 * limited number of entries.
 */
export function refusalsIn(db: Db, now: () => number = Date.now): Refusals {
  const entries = new Map<string, Map<string, Entry>>()
  let began = now()
  /** Entries whose count is not written yet. */
  const due = new Set<Entry>()
  let timer: NodeJS.Timeout | undefined

  /** The entry that counts this refusal, with it. */
  function counted({ actor, action, detail }: Refusal): Entry {
    if (now() - began > WINDOW_MS) {
      entries.clear()
      began = now()
    }
    const own = entries.get(actor) ?? new Map<string, Entry>()
    entries.set(actor, own)
    const exact = `${action} ${JSON.stringify(detail)}`
    const isOne = own.has(exact) || own.size < MOST_ENTRIES
    const key = isOne ? exact : `${action} and others`
    const entry = own.get(key) ?? { actor, action, detail: isOne ? detail : OTHERS, times: 0 }
    own.set(key, entry)
    entry.times += 1
    return entry
  }

  async function store(entry: Entry): Promise<void> {
    let isNew = false
    try {
      await db.write(() => {
        isNew = entry.id === undefined
        const id = entry.id ?? audit(db, entry.actor, entry.action, entry.detail)
        if (entry.times > 1) countAudit(db, id, entry.action, entry.times)
        entry.id = id
      })
    } catch (error) {
      if (isNew) entry.id = undefined // rolled back: the id may become another entry's
      throw error
    }
  }

  function storeDue(): void {
    clearTimeout(timer)
    timer = undefined
    for (const entry of due) store(entry).catch(console.error)
    due.clear()
  }
  db.beforeClose(storeDue)

  return {
    noteNow: (refusal) => store(counted(refusal)),
    note(refusal) {
      const entry = counted(refusal)
      if (entry.times === 1) return void store(entry).catch(console.error)
      due.add(entry)
      timer ??= setTimeout(storeDue, WRITE_MS).unref()
    },
  }
}

const OTHERS = { others: `more than ${MOST_ENTRIES} kinds in an hour` }
