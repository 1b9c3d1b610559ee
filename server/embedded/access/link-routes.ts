import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { acceptLinkPath, type LinkInfo, linkPath } from '#contract/accounts/links.ts'
import { invalid } from '#contract/errors.ts'
import type { Me } from '#contract/server-info.ts'
import { required, text } from '#contract/values.ts'
import { readBody } from '../body.ts'
import { inputReader } from '../input.ts'
import { acceptLink, openLink } from '../store/accounts/links.ts'
import { hashPassword, passwordProblem } from '../store/accounts/passwords.ts'
import { BODY_BYTES, replaceSession, sendSession, type SessionParts } from './session-routes.ts'

/** Adds the routes of one-time links, which nobody has to be signed in for: the link's secret is the credential. */
export function mountLinks(app: Hono, parts: SessionParts): void {
  const { db } = parts
  app.post(`/${linkPath}`, async (c) => {
    const { link } = readLink({ body: await readBody(c.req.raw, BODY_BYTES) }, {})
    const { account: _, ...info } = openLink(db, link)
    return c.json(info satisfies LinkInfo)
  })
  app.post(`/${acceptLinkPath}`, async (c) => {
    const body = { body: await readBody(c.req.raw, BODY_BYTES) }
    const { link, name = '', password } = readAccepted(body, {})
    const chosen = openLink(db, link).account?.name ?? name // before the hash, which takes long
    const problem = await passwordProblem(password, chosen)
    if (problem) throw invalid(problem)
    const hash = await hashPassword(password)
    const { account, session } = await db.write(() => {
      const account = acceptLink(db, link, chosen, hash)
      return { account, session: replaceSession(c, parts, account) }
    })
    sendSession(c, parts, session)
    return c.json({ name: account.name, role: account.role } satisfies Me)
  })
}

const readLink = inputReader(z.object({ link: required }))
const readAccepted = inputReader(z.object({ link: required, name: text, password: required }))
