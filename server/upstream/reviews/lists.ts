import type { Context as HonoContext, Hono } from 'hono'
import pLimit from 'p-limit'
import type { May } from '#contract/access/access.ts'
import { mayDecide } from '#contract/access/may-move.ts'
import type { RegisteredModel } from '#contract/models.ts'
import { type Inbox, type OpenRequest, overridesPath, requestsPath } from '#contract/review-paths.ts'
import { listInTurns } from '../../embedded/answer-in-turns.ts'
import type { Db } from '../../embedded/db.ts'
import { listOverrides } from '../../embedded/store/reviews/overrides.ts'
import { listInbox, modelsAsked } from '../../embedded/store/reviews/requests.ts'
import type { Ask } from './ask.ts'
import { compareModel } from './copy.ts'
import { type Enter, ifReadable } from './model-room.ts'

/** The database of a request's workspace; undefined while nothing is kept of it. */
export type BookFor = (c: HonoContext) => Promise<Db | undefined>

type Parts = {
  enter: Enter
  bookFor: BookFor
  askFor: (c: HonoContext) => Ask
  /** What MLflow lets the caller do with models, as far as it tells. */
  maysOf: (c: HonoContext, models: readonly string[]) => Promise<Map<string, May>>
}

/** As many models one caller asks MLflow about at a time, and as many are looked at for all callers together. */
const AT_ONCE = 8

/**
 * Adds the lists of what concerns several models. They wait for nobody who is in a model's room: MLflow is asked for each model whether the
 * caller may read it, and nobody waits while one that was changed outside is looked at: a later list shows what was found.
 */
export function mountLists(app: Hono, { enter, bookFor, askFor, maysOf }: Parts): void {
  const looks = new WeakMap<Db, Set<string>>()
  const limit = pLimit(AT_ONCE)
  /** Nobody waits for this: if it fails, the next call about the model looks again. */
  const look = (c: HonoContext, db: Db, name: string) => {
    const under = looks.get(db) ?? new Set()
    looks.set(db, under)
    if (under.has(name)) return
    under.add(name)
    void limit(() => enter(c, { name }, async () => {}))
      .catch(() => {})
      .finally(() => under.delete(name))
  }
  const isReadable = async (c: HonoContext, db: Db, name: string): Promise<boolean> => {
    const step = { method: 'GET', call: 'registered-models/get', input: { name } } as const
    const answer = await ifReadable(() => askFor(c).object(step))
    const model = answer?.['registered_model'] as RegisteredModel | undefined
    if (model?.name !== name) return false
    const is = compareModel(db, model)
    if (is !== 'same') look(c, db, name)
    return is !== 'another'
  }
  const readableOf = async (c: HonoContext, db: Db, names: readonly string[]): Promise<string[]> => {
    const each = [...new Set(names)]
    const readable = await pLimit(AT_ONCE).map(each, (name) => isReadable(c, db, name))
    return each.filter((_, at) => readable[at])
  }
  app.get(`/${requestsPath}`, async (c) => {
    const db = await bookFor(c)
    const readable = db ? await readableOf(c, db, modelsAsked(db)) : []
    const open = db && readable.length > 0 ? openIn(db, readable, await maysOf(c, readable)) : []
    // What they may read was asked just now, and is not asked again while they take it.
    return listInTurns('requests' satisfies keyof Inbox, open, () => {})
  })
  app.get(`/${overridesPath}`, async (c) => {
    const db = await bookFor(c)
    const overrides = db ? listOverrides(db) : []
    const readable = db
      ? await readableOf(
          c,
          db,
          overrides.map(({ name }) => name),
        )
      : []
    return c.json({ overrides: overrides.filter(({ name }) => readable.includes(name)) })
  })
}

/** The open requests of these models; with what MLflow tells of the caller's rights, whether they may decide them. */
function* openIn(db: Db, models: readonly string[], mays: ReadonlyMap<string, May>): Generator<OpenRequest> {
  for (const request of listInbox(db, { verified: false, of: new Set(models) })) {
    const may = mays.get(request.name)
    yield { ...request, ...(may && { may_decide: mayDecide(may, request) }) }
  }
}
