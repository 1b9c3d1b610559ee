import type { Context as HonoContext } from 'hono'
import type { Oidc } from '../../../config/oidc-config.ts'

/** An identity provider, and what of a request makes up our address, to which it sends browsers back. */
export type Provider = Omit<Oidc, 'clientSecretFile'> & {
  /** '' for a public client. */
  secret: string
  /** The page `signed-in`, as the browser has it. */
  returnTo: (c: HonoContext) => string
}
