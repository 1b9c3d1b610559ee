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
import { replaceSession, sendSession, type SessionParts } from './session-routes.ts'

const BODY_BYTES = 8 * 1024

/** Adds the routes of one-time links, which nobody has to be signed in for: the link's secret is the credential. */
export function mountLinks(app: Hono, parts: SessionParts): void {
  const { db } = parts
  app.post(`/${linkPath}`, async (c) => {
    const { link } = readLink({ body: await readBody(c.req.raw, BODY_BYTES) }, {}) as z.output<typeof asked>
    const { account: _, ...info } = openLink(db, link)
    return c.json(info satisfies LinkInfo)
  })
  app.post(`/${acceptLinkPath}`, async (c) => {
    const body = { body: await readBody(c.req.raw, BODY_BYTES) }
    const { link, name = '', password } = readAccepted(body, {}) as z.output<typeof accepted>
    const chosen = openLink(db, link).account?.name ?? name // before the hash, which takes long
    const problem = passwordProblem(password, chosen)
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

// The readers of schemas return values of those schemas.
const asked = z.object({ link: required })
const accepted = z.object({ link: required, name: text, password: required })
const readLink = inputReader(asked)
const readAccepted = inputReader(accepted)
