import type { Context as HonoContext } from 'hono'
import { mlflowCalls } from '#contract/calls.ts'
import { endpoints } from '#contract/endpoints.ts'
import type { Db } from '../../embedded/db.ts'
import { inputReader } from '../../embedded/input.ts'
import { hasActiveWebhooks } from '../../embedded/store/webhooks/webhook-rows.ts'
import { callIn } from '../families.ts'
import { asMlflowReads } from './guarded-call.ts'
import type { MadeBy } from './made-by.ts'
import type { Enter } from './model-room.ts'

/** The calls that pass to MLflow unguarded, and that webhooks are told of. */
const noticed = {
  createModel: inputReader(endpoints.createModel.input),
  createVersion: inputReader(endpoints.createVersion.input),
  setVersionTag: inputReader(endpoints.setVersionTag.input),
}
type Noticed = keyof typeof noticed

/** Which of these calls this is, with its input as MLflow reads it; undefined for any other. */
export function readNoticed(c: HonoContext, path: string, body: string) {
  const names = c.req.method === 'POST' ? (Object.keys(noticed) as Noticed[]) : []
  const call = names.find((name) => mlflowCalls[name].path === callIn(path))
  if (!call) return undefined
  return { call, input: noticed[call]({ body: asMlflowReads(new TextEncoder().encode(body)) }, {}) }
}

type Parts = {
  enter: Enter
  nameOf: (c: HonoContext) => Promise<string>
  bookFor: (c: HonoContext) => Promise<Db | undefined>
}

/** Makes the function that looks at a model once MLflow has done one of these calls, so that webhooks are told at once. */
export function noticing({ enter, nameOf, bookFor }: Parts) {
  return async (c: HonoContext, path: string, body: string): Promise<void> => {
    try {
      const asked = readNoticed(c, path, body)
      const db = asked && (await bookFor(c))
      if (!db || !hasActiveWebhooks(db)) return
      const { call, input } = asked
      const user = await nameOf(c)
      await enter(c, { name: input.name, madeBy: madeByCall(call, input, user) }, async () => {})
    } catch (error) {
      // MLflow has done it, so that is answered; the next call about this model shows it.
      console.error(error)
    }
  }
}

const madeByCall =
  (call: Noticed, input: object, user: string): MadeBy =>
  (change) => {
    if ('created' in change) return call === 'createModel' ? user : undefined
    const { key, version = '' } = input as { key?: string; version?: string }
    const isThisTag = 'tag' in change && call === 'setVersionTag' && change.tag === key
    return isThisTag && /^\d+$/.test(version) && String(BigInt(version)) === change.version ? user : undefined
  }
