import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { CLIENT } from '../../../../scripts/identity-provider.ts'
import { browserAt, openWithProvider, type WithProvider } from '../../../testing/provider.ts'

// A real provider signs no wrong tokens: this one says and signs what a test wants.
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const { privateKey: otherKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
let server: Server
let issuer: string
let shelf: WithProvider
/** The ID token that it gives next, and whom its userinfo says that the access token is for. */
let next: { token: string; userinfo: string }

beforeAll(async () => {
  server = createServer((request, response) => {
    const answers: Record<string, object> = {
      '/.well-known/openid-configuration': {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
      },
      '/jwks': { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'RS256' }] },
      '/token': { access_token: 'a', token_type: 'Bearer', id_token: next?.token },
      '/userinfo': { sub: next?.userinfo, preferred_username: 'ada' },
    }
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(answers[request.url ?? ''] ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // not a string, since it listens on TCP
  shelf = openWithProvider(issuer)
  vi.spyOn(console, 'error').mockReturnValue() // for the operator
})
afterAll(async () => {
  vi.restoreAllMocks()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
type Sign = (input: string) => string
const rsa =
  (key = privateKey): Sign =>
  (input) =>
    createSign('RSA-SHA256').update(input).sign(key, 'base64url')
const hmac =
  (key: string | Buffer): Sign =>
  (input) =>
    createHmac('sha256', key).update(input).digest('base64url')

type Token = { claims?: object; header?: object; sign?: Sign; userinfo?: string }

/** Signs in with a token of these claims besides right ones. */
async function signInWith({ claims = {}, header = { alg: 'RS256', kid: 'k' }, sign = rsa(), userinfo = 'u-1' }: Token) {
  const own = browserAt(shelf)
  const asked = new URL((await own.start()).url).searchParams
  const now = Math.floor(Date.now() / 1000)
  const right = { iss: issuer, sub: 'u-1', aud: CLIENT.id, iat: now, exp: now + 60, nonce: asked.get('nonce') }
  const input = `${part(header)}.${part({ ...right, ...claims })}`
  next = { token: `${input}.${sign(input)}`, userinfo }
  return own.finish(`?code=c&state=${asked.get('state')}`)
}

test('a right token signs in', async () => {
  expect(await signInWith({})).toMatchObject({ status: 200, name: 'ada' })
})

const past = Math.floor(Date.now() / 1000) - 3600

test.each<[string, Token]>([
  ['expired', { claims: { exp: past } }],
  ['without an end', { claims: { exp: undefined } }],
  ['not yet valid', { claims: { nbf: past + 7200 } }],
  ['of another issuer', { claims: { iss: 'https://evil.example' } }],
  ['for another client', { claims: { aud: 'other' } }],
  ['for several clients, the other one authorized', { claims: { aud: [CLIENT.id, 'other'], azp: 'other' } }],
  ['with another nonce', { claims: { nonce: 'x' } }],
  ['without a nonce', { claims: { nonce: undefined } }],
  ['without a subject', { claims: { sub: undefined } }],
  ['signed with another key', { sign: rsa(otherKey) }],
  ['without a signature', { sign: () => '' }],
  ['of algorithm none', { header: { alg: 'none' }, sign: () => '' }],
  ['of algorithm none with a signature', { header: { alg: 'none', kid: 'k' } }],
  ['signed with the client’s secret', { header: { alg: 'HS256' }, sign: hmac(CLIENT.secret) }],
  [
    'signed with the public key as a secret',
    { header: { alg: 'HS256', kid: 'k' }, sign: hmac(publicKey.export({ type: 'spki', format: 'pem' })) },
  ],
  ['with userinfo about somebody else', { userinfo: 'u-2' }],
])('a token %s signs nobody in', async (_name, token) => {
  const before = shelf.db.all('SELECT id FROM sessions, accounts')
  expect(await signInWith(token)).toEqual({
    status: 401,
    error_code: 'UNAUTHENTICATED',
    message: expect.stringContaining("can't be trusted"),
  })
  expect(shelf.db.all('SELECT id FROM sessions, accounts')).toEqual(before)
})
