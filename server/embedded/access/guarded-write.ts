import type { EndpointName } from '#contract/endpoints.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db.ts'
import type { AnyRoute, AnySlowWrite, AnyWrite } from '../routes.ts'
import { writeHereOrAside } from '../heavy/here-or-aside.ts'
import { weighed } from '../weigh.ts'
import { checkKeepsNames, inOwnName, keepsNames } from './claims.ts'
import type { Entry } from './entry.ts'
import { afterwards, asMissing, permit } from './permit.ts'

type Guarded = {
  name: EndpointName
  route: AnyRoute
  slow: AnySlowWrite | undefined
  context: Context
  entry: Entry
  /** What of the server's data the caller sees now. */
  seenNow: () => Context
}

/**
 * Runs a write for somebody with an account, if they may: this is decided before anything slow, and again in the transaction,
 * where neither they nor their rights can change any more.
 */
export async function guardedWrite(
  { name, route, slow, context, entry, seenNow }: Guarded,
  sent: unknown,
): Promise<unknown> {
  const { db } = context
  const named = (db: Db = entry.seen) =>
    keepsNames(entry.who) ? sent : inOwnName(name, sent, { db, name: entry.who.name })
  const hidden = () => asMissing(() => route(named(), seenNow(), { who: entry.who }))
  // On the caller's view, where what is hidden is not there, so that it takes as long as what is missing.
  if (permit(name, named(), entry.seen, entry.who) === 'hidden') return hidden()
  const permitted = () => {
    const { who } = entry
    const input = named(db)
    if (permit(name, input, db, who) === 'hidden') throw new HiddenMeanwhile()
    if (!keepsNames(who)) checkKeepsNames(name, input)
    return { who, input }
  }
  const permittedNow = () => {
    entry.again()
    return permitted()
  }
  const write: AnyWrite = (more) => {
    const here = (most?: number) =>
      entry.write(() => {
        const { who, input } = permitted()
        const answer = weighed(most, () => route(input, context, { who, seen: entry.seen, ...more }))
        afterwards(name, input, answer, db, who)
        return answer
      })
    return writeHereOrAside(context.writer, name, here, (writer, turnedOut) =>
      writer.write(name, named(), () => ({ ...permittedNow(), more }), turnedOut),
    )
  }
  try {
    return await (slow ? slow(named(), context, write) : write())
  } catch (error) {
    if (error instanceof HiddenMeanwhile) return hidden()
    throw error
  }
}

class HiddenMeanwhile extends Error {}
