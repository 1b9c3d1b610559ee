import { parseArgs } from 'node:util'
import { isRange, LOOPBACK } from './addresses.ts'

/** What the operator configured. Only this file reads flags and the environment. */
export type Config = {
  host: string
  /** 0 means any free port. */
  port: number
  /** The data directory. */
  data: string
  /** '' or `/prefix` without a trailing slash: every URL starts with it. */
  basePath: string
  /** Hosts (`name` or `name:port`) that the server answers to, besides loopback and `host`. */
  allowedHosts: readonly string[]
  /** Other origins that may write, such as `https://shelf.example`. */
  allowedOrigins: readonly string[]
  /** Addresses and CIDR ranges of proxies whose X-Forwarded-Host and X-Forwarded-Proto are trusted. */
  trustProxy: readonly string[]
  /** Folders that `file:` versions may be registered from. */
  allowedSources: readonly string[]
  /** Prefixes an experiment's artifact_location may have. */
  allowedLocations: readonly string[]
  /**
   * Who may do what (auth.ts): `none` on the embedded backend; before a real MLflow server, the permissions of the
   * operator's credentials or of each person's own Authorization header. Undefined if the operator did not choose.
   */
  auth?: Auth | undefined
  /** Origins from which HTML previews may always load files. */
  previewHosts: readonly string[]
  /** Whether a person may allow a preview other hosts, or only `previewHosts` count. */
  previewNetwork: 'ask' | 'forbid'
  /** Before a real MLflow server: seconds that a read may take. */
  upstreamTimeout: number
  /** Experiment for models uploaded in the browser; '' leaves the choice to the app. */
  uploadExperiment: string
}

export const defaults: Config = {
  host: '127.0.0.1',
  port: 5050,
  data: '.modelshelf',
  basePath: '',
  allowedHosts: [],
  allowedOrigins: [],
  trustProxy: [],
  allowedSources: [],
  allowedLocations: [],
  previewHosts: [],
  previewNetwork: 'ask',
  upstreamTimeout: 115, // MLflow's client gives up after 120
  uploadExperiment: '',
}

const options = {
  host: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  'base-path': { type: 'string' },
  'allowed-hosts': { type: 'string', multiple: true },
  'allowed-origins': { type: 'string', multiple: true },
  'trust-proxy': { type: 'string', multiple: true },
  'allow-source': { type: 'string', multiple: true },
  'allow-artifact-location': { type: 'string', multiple: true },
  auth: { type: 'string' },
  'preview-hosts': { type: 'string', multiple: true },
  'preview-network': { type: 'string' },
  'upstream-timeout': { type: 'string' },
  'upload-experiment': { type: 'string' },
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
  --trust-proxy[=ADDRESS,…]         proxies, such as 10.0.0.0/8, whose X-Forwarded-Host and -Proto count (loopback)
  --allow-source DIR                folder that file: versions may be registered from (repeatable)
  --allow-artifact-location PREFIX  what an experiment's artifact_location may start with (repeatable)
  --auth none                       embedded backend: anyone who can reach this server has full access; required with
                                    --host beyond loopback, --allowed-hosts or --trust-proxy
  --auth operator|pass-through      before a real MLflow server: whose credentials it gets (operator)
  --preview-hosts NAME,…            hosts that HTML previews may always load from, such as a mirror of a CDN
  --preview-network ask|forbid      whether people may allow a preview other hosts (${defaults.previewNetwork})
  --upstream-timeout SECONDS        before a real MLflow server: how long a read may take (${defaults.upstreamTimeout})
  --upload-experiment NAME          experiment proposed for models uploaded in the browser
  --version, --help

MLFLOW_TRACKING_URI (and MLFLOW_REGISTRY_URI) put the app before a real MLflow server in place of its own backend;
MLFLOW_TRACKING_USERNAME and _PASSWORD, or _TOKEN, are what it is given there.
`

/** A bad flag or variable. The message is the one line to print. */
export class ConfigError extends Error {}

type ValueFlag = Exclude<keyof typeof options, 'help' | 'version'>

/** A value, and the flag or variable it came from, for the error message. */
type Given = { text: string; by: string }

/**
 * Reads flags, then variables, then defaults. An empty variable counts as unset, because compose files leave unset ones
 * empty. Throws ConfigError.
 */
export function readConfig(argv: readonly string[], env: NodeJS.ProcessEnv): Config | 'help' | 'version' {
  const flags = readFlags(argv)
  if (flags.help) return 'help'
  if (flags.version) return 'version'
  const all = (name: ValueFlag): Given[] => {
    const set = flags[name]
    if (set !== undefined) return [set].flat().map((text) => ({ text: String(text), by: `--${name}` }))
    const text = env[variable(name)]
    return text ? [{ text, by: variable(name) }] : []
  }
  const one = <T>(name: ValueFlag, read: (given: Given) => T, otherwise: T): T => {
    const given = all(name).at(-1)
    return given ? read(given) : otherwise
  }
  const many = <T>(name: ValueFlag, read: (given: Given) => T) =>
    all(name)
      .flatMap(({ text, by }) => text.split(',').map((item) => ({ text: item.trim(), by })))
      .filter(({ text }) => text)
      .map(read)
  return {
    host: one('host', readHost, defaults.host),
    port: one('port', readPort, defaults.port),
    data: one('data', readFolder, defaults.data),
    basePath: one('base-path', readBasePath, defaults.basePath),
    allowedHosts: many('allowed-hosts', readName),
    allowedOrigins: many('allowed-origins', readOrigin),
    trustProxy: many('trust-proxy', (given) => given).flatMap(readProxy),
    allowedSources: many('allow-source', readFolder),
    allowedLocations: many('allow-artifact-location', readLocation),
    auth: one('auth', readAuth, undefined),
    previewHosts: many('preview-hosts', readPreviewHost),
    previewNetwork: one('preview-network', readPreviewNetwork, defaults.previewNetwork),
    upstreamTimeout: one('upstream-timeout', readSeconds, defaults.upstreamTimeout),
    uploadExperiment: one('upload-experiment', ({ text }) => text, defaults.uploadExperiment),
  }
}

function readFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: argv.map(withDefault), options }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/\.\s/, 1)[0] : ''
    throw new ConfigError(`${reason}. --help lists the flags.`)
  }
}

/** Lets `--trust-proxy` be given without a value. */
const withDefault = (arg: string, at: number, argv: readonly string[]) =>
  arg === '--trust-proxy' && (argv[at + 1]?.startsWith('-') ?? true) ? '--trust-proxy=loopback' : arg

const variable = (flag: string) => `MODELSHELF_${flag.toUpperCase().replaceAll('-', '_')}`

/** Refuses an empty host, which Node takes as every address of the machine. Accepts an IPv6 address in brackets. */
function readHost({ text, by }: Given): string {
  if (text) return text.replace(/^\[(.*)\]$/, '$1')
  throw new ConfigError(`${by} must be a name or an address, not empty.`)
}

function readPort({ text, by }: Given): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 65536
  if (port > 65535) throw new ConfigError(`${by} must be a number from 0 to 65535, not '${text}'.`)
  return port
}

function readSeconds({ text, by }: Given): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0
  if (seconds > 0 && seconds <= 86_400) return seconds
  throw new ConfigError(`${by} must be a number of seconds up to 86400, not '${text}'.`)
}

function readFolder({ text, by }: Given): string {
  if (text) return text
  throw new ConfigError(`${by} must be a folder, not empty.`)
}

function readBasePath({ text, by }: Given): string {
  const path = text.replaceAll(/^\/+|\/+$/g, '')
  if (!/^[\w.~/-]*$/.test(path) || /(^|\/)(\.{1,2})?(\/|$)/.test(path.replace(/^$/, 'x')))
    throw new ConfigError(`${by} must look like /prefix, not '${text}'.`)
  return path && `/${path}`
}

export type Auth = 'none' | 'operator' | 'pass-through'

function readAuth({ text, by }: Given): Auth {
  if (text === 'none' || text === 'operator' || text === 'pass-through') return text
  throw new ConfigError(`${by} must be none, operator or pass-through, not '${text}'.`)
}

/** A Host as browsers send it: a name, an IPv4 address or an IPv6 address in brackets (the first group), then a port. */
export const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i

function readName({ text, by }: Given): string {
  if (hostPattern.test(text)) return text
  throw new ConfigError(`${by} takes names like shelf.example, without wildcards, not '${text}'.`)
}

/** Turns a host (`name`, `name:port` or an origin) into an origin, https by default. */
export function readHostOrigin(text: string): string | undefined {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  const isHost = url && hostPattern.test(url.host) && url.pathname === '/' && !url.search && !url.hash && !url.username
  return isHost ? url.origin : undefined
}

function readPreviewHost({ text, by }: Given): string {
  const origin = readHostOrigin(text)
  if (origin) return origin
  throw new ConfigError(`${by} takes hosts like cdn.example or https://cdn.example, without wildcards, not '${text}'.`)
}

function readPreviewNetwork({ text, by }: Given): Config['previewNetwork'] {
  if (text === 'ask' || text === 'forbid') return text
  throw new ConfigError(`${by} must be ask or forbid, not '${text}'.`)
}

/** Returns an origin as browsers write it; accepts a trailing slash. */
function readOrigin({ text, by }: Given): string {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username)
    throw new ConfigError(`${by} takes origins like https://shelf.example, not '${text}'.`)
  return url.origin
}

/** Accepts only what an artifact_location can start with, a folder or an address: anything else would never match. */
function readLocation({ text, by }: Given): string {
  if (/^(\/|[a-z][a-z0-9+.-]*:)/i.test(text)) return text
  throw new ConfigError(`${by} takes an absolute path or an address like hdfs://host/folder, not '${text}'.`)
}

/** Accepts addresses and ranges; `true` and `loopback` mean this computer, `false` nobody. */
function readProxy({ text, by }: Given): readonly string[] {
  if (/^(0|false|no)$/i.test(text)) return []
  if (/^(1|true|yes|loopback)$/i.test(text)) return LOOPBACK
  if (isRange(text)) return [text]
  throw new ConfigError(`${by} takes addresses and ranges like 10.0.0.0/8 or ::1, not '${text}'.`)
}
