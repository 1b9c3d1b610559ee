import type { Context as HonoContext, Hono } from 'hono'
import * as z from 'zod/mini'
import { endSharedLinkPath, sharedLinksPath, sharedPath } from '#contract/accounts/shared.ts'
import { missing } from '#contract/errors.ts'
import { int64, required } from '#contract/values.ts'
import { readBody } from '../body.ts'
import type { Db } from '../db.ts'
import { inputReader, type Wire } from '../input.ts'
import { requireThing } from '../store/accounts/access.ts'
import { createSharedLink, endSharedLink, listSharedLinks, openSharedLink } from '../store/accounts/shared-links.ts'
import type { Entry } from './entry.ts'
import { permit } from './permit.ts'
import { BODY_BYTES } from './session-routes.ts'

/** Adds the route that view-only links lead to, which nobody has to be signed in for: the link's secret is the credential. */
export function mountShared(app: Hono, db: Db): void {
  app.post(`/${sharedPath}`, async (c) => {
    const { link } = readSecret({ body: await readBody(c.req.raw, BODY_BYTES) }, {})
    c.header('Referrer-Policy', 'no-referrer')
    return c.json(openSharedLink(db, link))
  })
}

/** Adds the routes with which the managers of a model list, create and end its view-only links. */
export function mountSharedLinks(app: Hono, db: Db, entryOf: (c: HonoContext) => Entry): void {
  /** Throws unless the caller may give levels on the model. */
  const check = (c: HonoContext, model: string) => {
    const { who, seen } = entryOf(c)
    requireThing(seen, { model })
    if (permit('setAccess', { model }, db, who) === 'hidden') throw missing('Nothing with this name was found.')
    return who.name
  }
  app.get(`/${sharedLinksPath}`, (c) => {
    const { model } = readModel({ query: new URL(c.req.url).searchParams }, {})
    check(c, model)
    return c.json({ links: listSharedLinks(db, model) })
  })
  app.post(`/${sharedLinksPath}`, async (c) => {
    const { model, days } = readNew(await bodyOf(c), {})
    return c.json({ secret: await entryOf(c).write(() => createSharedLink(db, model, days, check(c, model))) })
  })
  app.post(`/${endSharedLinkPath}`, async (c) => {
    const { model, id } = readEnded(await bodyOf(c), {})
    await entryOf(c).write(() => endSharedLink(db, model, id, check(c, model)))
    return c.json({})
  })
}

const bodyOf = async (c: HonoContext): Promise<Wire> => ({ body: await readBody(c.req.raw, BODY_BYTES) })

const readSecret = inputReader(z.object({ link: required }))
const readModel = inputReader(z.object({ model: required }))
const readNew = inputReader(z.object({ model: required, days: z.number() }))
const readEnded = inputReader(z.object({ model: required, id: z.pipe(int64, z.transform(Number)) }))
