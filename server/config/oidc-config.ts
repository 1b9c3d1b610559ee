import type { Role } from '#contract/server-info.ts'
import { isLoopback } from './addresses.ts'
import { ConfigError, type Given } from './config-values.ts'

/** The identity provider with which people sign in besides passwords, for `--auth accounts` (docs/accounts.md §3). */
export type Oidc = {
  issuer: string
  clientId: string
  /** '' for a public client, which has no secret. */
  clientSecretFile: string
  /** What the app calls it. */
  name: string
  scopes: string
  /** The claim that lists somebody's groups. */
  groupsClaim: string
  /** What the members of a group may do; `*` is everybody else. Empty: admins choose roles here. */
  roles: ReadonlyMap<string, Role | 'none'>
}

export const oidcOptions = {
  'oidc-issuer': { type: 'string' },
  'oidc-client-id': { type: 'string' },
  'oidc-client-secret-file': { type: 'string' },
  'oidc-name': { type: 'string' },
  'oidc-scopes': { type: 'string' },
  'oidc-groups-claim': { type: 'string' },
  'oidc-roles': { type: 'string', multiple: true },
} as const

type OidcFlag = keyof typeof oidcOptions

export const oidcHelp = `\
  --oidc-issuer URL                 with --auth accounts: people can also sign in with this OpenID provider, at which this server is
                                    the client --oidc-client-id ID, with the redirect URI https://HOST/PREFIX/signed-in
  --oidc-client-secret-file FILE    its first line is the client's secret; without it, the client is public
  --oidc-name NAME                  what the app calls the provider (its host)
  --oidc-groups-claim NAME          the claim that lists somebody's groups (groups); those that exist here are joined
  --oidc-roles GROUP=ROLE;…         reader, contributor, admin or none for the members of a group, * for all others
  --oidc-scopes 'NAME …'            what the provider is asked for (openid profile email)
`

/** Reads the flags and variables about the provider; undefined if none is set. Throws ConfigError. */
export function readOidc(all: (name: OidcFlag) => Given[]): Oidc | undefined {
  const last = (name: OidcFlag) => all(name).at(-1)
  const text = (name: OidcFlag, otherwise = '') => last(name)?.text || otherwise
  const given = last('oidc-issuer')
  if (!given) {
    const other = (Object.keys(oidcOptions) as OidcFlag[]).map(last).find((set) => set !== undefined)
    if (other) throw new ConfigError(`${other.by} needs --oidc-issuer URL.`)
    return undefined
  }
  const issuer = readIssuer(given)
  const clientId = text('oidc-client-id')
  if (clientId === '')
    throw new ConfigError(`${given.by} needs --oidc-client-id ID, as which the provider knows this server.`)
  const scopes = text('oidc-scopes', 'openid profile email')
  if (!scopes.split(/\s+/).includes('openid')) throw new ConfigError("--oidc-scopes must contain 'openid'.")
  return {
    issuer,
    clientId,
    clientSecretFile: text('oidc-client-secret-file'),
    name: text('oidc-name', new URL(issuer).host),
    scopes,
    groupsClaim: text('oidc-groups-claim', 'groups'),
    roles: new Map(all('oidc-roles').flatMap(readRoles)),
  }
}

/** Everything that comes from the provider is believed, so it must come by https. */
function readIssuer({ text, by }: Given): string {
  const url = URL.parse(text)
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, '')))
  if (!url || !isSafe || url.search || url.hash || url.username)
    throw new ConfigError(`${by} takes an address like https://login.example, not '${text}'.`)
  return text
}

/** Groups can contain `=` and `,`, as in LDAP. */
function readRoles({ text, by }: Given): [string, Role | 'none'][] {
  return text
    .split(';')
    .filter((item) => item.trim())
    .map((item) => {
      const at = item.lastIndexOf('=')
      const [group, role] = [item.slice(0, Math.max(0, at)).trim(), item.slice(at + 1).trim()]
      if (group && (role === 'reader' || role === 'contributor' || role === 'admin' || role === 'none'))
        return [group, role]
      throw new ConfigError(`${by} takes GROUP=ROLE with the role reader, contributor, admin or none, not '${item}'.`)
    })
}
