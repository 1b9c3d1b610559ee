import * as client from 'openid-client'
import { ApiError } from '#contract/errors.ts'
import type { Provider } from './provider.ts'

/** What only this browser knows of a sign-in that is under way, until the provider sends it back. */
export type Flow = { state: string; nonce: string; verifier: string }

/** Whom the provider vouches for. */
export type Told = { issuer: string; subject: string; names: string[]; groups: string[] }

/** How long what the provider says of itself is remembered, in ms, and for how long it is not asked again if it does not answer. */
const REMEMBERED_MS = 60 * 60_000
const PAUSE_MS = 5000
const TIMEOUT_SECONDS = 10

export type OidcClient = ReturnType<typeof oidcClient>

/** The client of an OpenID provider: authorization code with PKCE, state and nonce. Its functions throw ApiErrors for people. */
export function oidcClient({ issuer, clientId, secret, scopes, groupsClaim, name }: Provider) {
  const server = new URL(issuer)
  const isPlain = server.protocol === 'http:' // only on loopback (oidc-config.ts)
  let known: { configuration: Promise<client.Configuration>; until: number } | undefined

  function discover(): Promise<client.Configuration> {
    if (known && known.until > Date.now()) return known.configuration
    const configuration = client.discovery(server, clientId, secret || undefined, secret ? undefined : client.None(), {
      timeout: TIMEOUT_SECONDS,
      // Otherwise a token's signature would count for nothing: it comes over TLS.
      execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
    })
    const asked = { configuration, until: Date.now() + REMEMBERED_MS }
    known = asked
    configuration.catch(() => (asked.until = Date.now() + PAUSE_MS))
    return configuration
  }

  return {
    /** Begins a sign-in. `anew`: the provider must ask for the password again. */
    async begin(redirectUri: string, anew: boolean): Promise<{ url: string; flow: Flow }> {
      const configuration = await discover().catch((error: unknown) => refuse(error, name))
      const flow = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: scopes,
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
        code_challenge_method: 'S256',
        ...(anew && { prompt: 'login' }),
      })
      return { url: url.href, flow }
    },

    /** Ends a sign-in: exchanges the code in the URL that the provider sent the browser back to. */
    async finish(url: URL, { state, nonce, verifier }: Flow): Promise<Told> {
      try {
        const configuration = await discover()
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
        const tokens = await client.authorizationCodeGrant(configuration, url, checks)
        const claims = tokens.claims()! // an ID token is expected above
        const more = configuration.serverMetadata().userinfo_endpoint
          ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
          : {}
        const all = { ...more, ...claims }
        return { issuer: claims.iss, subject: claims.sub, names: namesIn(all), groups: groupsIn(all, groupsClaim) }
      } catch (error) {
        return refuse(error, name)
      }
    },
  }
}

type Claims = Record<string, unknown>

/** What somebody may be called, best first. An address that the provider has not verified can be anybody's. */
function namesIn(claims: Claims): string[] {
  const { preferred_username, email, email_verified, sub } = claims
  return [
    preferred_username,
    ...(email_verified === true ? [email] : []),
    sub,
    String(sub).replaceAll(/[:\p{Cc}]/gu, '_'),
  ]
    .filter((name) => typeof name === 'string')
    .map((name) => name.trim())
}

/** The groups in a claim, which may be a text or a list, and below dots, as in `realm_access.roles`. */
function groupsIn(claims: Claims, name: string): string[] {
  const below = (value: unknown, key: string) =>
    typeof value === 'object' && value !== null ? (value as Claims)[key] : undefined
  const found = claims[name] ?? name.split('.').reduce<unknown>(below, claims)
  return [found].flat().filter((group) => typeof group === 'string')
}

/** Throws what a person can be told. The operator finds the cause on standard error. */
function refuse(error: unknown, name: string): never {
  if (error instanceof client.AuthorizationResponseError) {
    // Their description is not repeated: a link could bring any text.
    throw new ApiError(
      'PERMISSION_DENIED',
      `${name} did not sign you in${/^[a-z_]{1,60}$/.test(error.error) ? ` (${error.error})` : ''}.`,
    )
  }
  if (error instanceof client.ResponseBodyError && error.error === 'invalid_grant')
    throw new ApiError('UNAUTHENTICATED', 'This sign-in was already used, or has expired. Sign in again.')
  console.error(`Sign-in with ${name}: ${reasonsOf(error).join(': ')}`)
  // Not 503, from which the app would conclude that this server is away.
  if (isUnreachable(error)) throw new ApiError('BAD_GATEWAY', `${name} does not answer. Try again later.`)
  throw new ApiError(
    'UNAUTHENTICATED',
    `The answer from ${name} can't be trusted. Sign in again; if this happens again, see the server's log.`,
  )
}

/** What went wrong and why, without the claims and codes that these errors contain. */
function reasonsOf(error: unknown): string[] {
  const status = statusOf(error)
  if (status !== undefined) return [`HTTP status ${status}`]
  return error instanceof Error ? [error.message, ...reasonsOf(error.cause)] : []
}

/** Whether the provider could not be asked: no connection, no answer in time, or an error of its own. */
function isUnreachable(error: unknown): boolean {
  if ((statusOf(error) ?? 0) >= 500) return true
  if (!(error instanceof Error)) return false
  return error.message === 'fetch failed' || error.name === 'TimeoutError' || isUnreachable(error.cause)
}

/** The status of an answer; not by its class, which @hono/node-server replaces while this server runs. */
const statusOf = (value: unknown): number | undefined =>
  typeof value === 'object' &&
  value !== null &&
  'status' in value &&
  'headers' in value &&
  typeof value.status === 'number'
    ? value.status
    : undefined
