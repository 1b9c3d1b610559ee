import type { EndpointName } from '#contract/endpoints.ts'
import type { Context, SignedIn } from '../context.ts'
import type { AnyRoute, AnySlowWrite, AnyWrite } from '../routes.ts'
import { inOwnName, keepsNames } from './claims.ts'
import { afterwards, asMissing, permit } from './permit.ts'

type Guarded = {
  name: EndpointName
  route: AnyRoute
  slow: AnySlowWrite | undefined
  /** What the server has, and what of it the caller sees. */
  context: Context
  seen: Context
  who: SignedIn
}

/**
 * Runs a write for somebody with an account, if they may: this is decided before anything slow, and again in the transaction,
 * where nothing can change any more.
 */
export async function guardedWrite(
  { name, route, slow, context, seen, who }: Guarded,
  sent: unknown,
): Promise<unknown> {
  const input = keepsNames(who) ? sent : inOwnName(name, sent, who.name)
  const { db } = context
  const hidden = () => asMissing(() => route(input, seen, { who }))
  // On the caller's view, where what is hidden is not there, so that it takes as long as what is missing.
  if (permit(name, input, seen.db, who) === 'hidden') return hidden()
  const write: AnyWrite = (more) =>
    db.write(() => {
      if (permit(name, input, db, who) === 'hidden') throw new HiddenMeanwhile()
      const answer = route(input, context, { who, seen: seen.db, ...more })
      afterwards(name, input, answer, db, who)
      return answer
    })
  try {
    return await (slow ? slow(input, context, write) : write())
  } catch (error) {
    if (error instanceof HiddenMeanwhile) return hidden()
    throw error
  }
}

class HiddenMeanwhile extends Error {}
