import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** What the provider says of somebody, by the name that they type there. */
export type ProviderPerson = {
  preferred_username?: string
  email?: string
  email_verified?: boolean
  groups?: string[]
}

export const CLIENT = { id: 'modelshelf', secret: 'client-secret-5d1f' }

const notYet: RequestListener = (_request, response) => void response.writeHead(503).end()

/**
 * A real OpenID provider on a free port of this computer, for tests. It knows everybody who is in `people`, with any password, and asks
 * for no consent. Its one client sends people back to the address given to `serve`, until which it answers nothing.
 */
export async function startIdentityProvider(people: Map<string, ProviderPerson>) {
  let handle = notYet
  const server = createServer((request, response) => handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // not a string, since it listens on TCP
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    issuer,
    serve(redirectUri: string) {
      const provider = new Provider(issuer, {
        clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
        jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
        ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
        cookies: { keys: [randomBytes(16).toString('hex')] },
        claims: { openid: ['sub'], profile: ['preferred_username', 'groups'], email: ['email', 'email_verified'] },
        findAccount: (_context, sub) => {
          const claims = people.get(sub)
          return claims && { accountId: sub, claims: () => ({ sub, ...claims }) }
        },
        async loadExistingGrant({ oidc }) {
          const grant = new provider.Grant({ accountId: oidc.session!.accountId!, clientId: oidc.client!.clientId })
          grant.addOIDCScope('openid profile email')
          await grant.save()
          return grant
        },
      })
      handle = provider.callback()
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
