import { createMiddleware } from 'hono/factory'
import { NAME_HEADER } from '#contract/review-paths.ts'
import type { Config } from './config/config.ts'
import { userNamedBy } from './user-header.ts'

/** With `--user-header` in front of an MLflow server: puts the person whom the proxy names in place of the name that the app sends. */
export function namedPerson(config: Pick<Config, 'trustProxy' | 'userHeader'>) {
  const userOf = userNamedBy(config)
  return createMiddleware(async (c, next) => {
    const user = userOf(c)
    const { headers } = c.req.raw
    if (user === undefined) headers.delete(NAME_HEADER)
    else headers.set(NAME_HEADER, encodeURIComponent(user))
    await next()
  })
}
