import { parseArgs } from 'node:util'

/** What the operator chose. Nothing but this file reads flags and the environment. */
export type Config = {
  host: string
  /** 0 takes any free one. */
  port: number
  /** The data directory. */
  data: string
  /** '' or `/prefix` without a trailing slash; everything moves below it. */
  basePath: string
  /** Names (`name` or `name:port`) besides loopback and `host` by which the server may be called. */
  allowedHosts: readonly string[]
  /** Foreign origins that may write, `https://shelf.example`. */
  allowedOrigins: readonly string[]
  /** Whether X-Forwarded-Host and X-Forwarded-Proto come from a proxy of ours. */
  trustProxy: boolean
  /** Folders that `file:` versions may be registered from. */
  allowedSources: readonly string[]
  /** Prefixes an experiment's artifact_location may have. */
  allowedLocations: readonly string[]
  /** Before a real MLflow server: whose rights count there, the operator's credentials, or each person's own Authorization header. */
  auth: 'operator' | 'pass-through'
}

export const defaults: Config = {
  host: '127.0.0.1',
  port: 5050,
  data: '.modelshelf',
  basePath: '',
  allowedHosts: [],
  allowedOrigins: [],
  trustProxy: false,
  allowedSources: [],
  allowedLocations: [],
  auth: 'operator',
}

const options = {
  host: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  'base-path': { type: 'string' },
  'allowed-hosts': { type: 'string', multiple: true },
  'allowed-origins': { type: 'string', multiple: true },
  'trust-proxy': { type: 'boolean' },
  'allow-source': { type: 'string', multiple: true },
  'allow-artifact-location': { type: 'string', multiple: true },
  auth: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

export const help = `modelshelf [flags]        each flag is also read from MODELSHELF_… (MODELSHELF_BASE_PATH=/shelf)

  --host ADDRESS                    where to listen (${defaults.host})
  --port PORT                       0 takes any free one (${defaults.port})
  --data DIR                        database and artifacts (./${defaults.data})
  --base-path /PREFIX               moves everything below this path
  --allowed-hosts NAME,…            names besides localhost and --host that the server answers to
  --allowed-origins URL,…           foreign origins whose pages may write
  --trust-proxy                     believe X-Forwarded-Host and X-Forwarded-Proto
  --allow-source DIR                folder that file: versions may be registered from (repeatable)
  --allow-artifact-location PREFIX  what an experiment's artifact_location may start with (repeatable)
  --auth operator|pass-through      before a real MLflow server: whose credentials it gets (${defaults.auth})
  --version, --help

MLFLOW_TRACKING_URI (and MLFLOW_REGISTRY_URI) put the app before a real MLflow server in place of its own backend;
MLFLOW_TRACKING_USERNAME and _PASSWORD, or _TOKEN, are what it is given there.
`

/** A flag or variable that cannot be used; its message is the one line to print. */
export class ConfigError extends Error {}

/** Reads flags, then variables, then defaults. Throws ConfigError. */
export function readConfig(argv: readonly string[], env: NodeJS.ProcessEnv): Config | 'help' | 'version' {
  const flags = readFlags(argv)
  if (flags.help) return 'help'
  if (flags.version) return 'version'
  const one = (name: keyof typeof flags & string) => (flags[name] as string | undefined) ?? env[variable(name)]
  const many = (name: keyof typeof flags & string) =>
    ((flags[name] as string[] | undefined) ?? [env[variable(name)] ?? ''])
      .flatMap((list) => list.split(','))
      .map((item) => item.trim())
      .filter(Boolean)
  return {
    host: one('host') ?? defaults.host,
    port: readPort(one('port')),
    data: one('data') ?? defaults.data,
    basePath: readBasePath(one('base-path')),
    allowedHosts: many('allowed-hosts').map(readName),
    allowedOrigins: many('allowed-origins').map(readOrigin),
    trustProxy: flags['trust-proxy'] ?? readSwitch(env[variable('trust-proxy')]),
    allowedSources: many('allow-source'),
    allowedLocations: many('allow-artifact-location'),
    auth: readAuth(one('auth')),
  }
}

function readAuth(text: string | undefined): Config['auth'] {
  if (text === undefined) return defaults.auth
  if (text === 'operator' || text === 'pass-through') return text
  throw new ConfigError(`--auth must be operator or pass-through, not '${text}'.`)
}

function readFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : ''
    throw new ConfigError(`${reason}. --help lists the flags.`)
  }
}

const variable = (flag: string) => `MODELSHELF_${flag.toUpperCase().replaceAll('-', '_')}`

function readPort(text: string | undefined): number {
  if (text === undefined) return defaults.port
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 65536
  if (port > 65535) throw new ConfigError(`--port must be a number from 0 to 65535, not '${text}'.`)
  return port
}

function readBasePath(text: string | undefined): string {
  const path = (text ?? '').replaceAll(/^\/+|\/+$/g, '')
  if (!/^[\w.~/-]*$/.test(path) || /(^|\/)(\.{1,2})?(\/|$)/.test(path.replace(/^$/, 'x')))
    throw new ConfigError(`--base-path must look like /prefix, not '${text}'.`)
  return path && `/${path}`
}

/** A Host as browsers send it: a name, an IPv4 address or an IPv6 one in brackets (the first group), and a port. */
export const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i

function readName(text: string): string {
  if (hostPattern.test(text)) return text
  throw new ConfigError(`--allowed-hosts takes names like shelf.example, without wildcards, not '${text}'.`)
}

/** An origin as browsers write it; `https://shelf.example/` is forgiven its slash. */
function readOrigin(text: string): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username)
    throw new ConfigError(`--allowed-origins takes origins like https://shelf.example, not '${text}'.`)
  return url.origin
}

function readSwitch(text: string | undefined): boolean {
  if (text === undefined || /^(|0|false|no)$/i.test(text)) return false
  if (/^(1|true|yes)$/i.test(text)) return true
  throw new ConfigError(`${variable('trust-proxy')} must be true or false, not '${text}'.`)
}
