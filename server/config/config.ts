import { parseArgs } from 'node:util'
import {
  type Auth,
  ConfigError,
  type Given,
  readAddress,
  readAuth,
  readBasePath,
  readFolder,
  readHeader,
  readHost,
  readLocation,
  readName,
  readOrigin,
  readPort,
  readPreviewHost,
  readPreviewNetwork,
  readProxy,
  readScheme,
  readSeconds,
  readWebhookTarget,
} from './config-values.ts'
import { type Oidc, oidcHelp, oidcOptions, readOidc } from './oidc-config.ts'
import { HOST_SCHEMES, MLFLOW_VARIABLE } from './host-schemes.ts'

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
  /** Schemes that name a host (host-schemes.ts) and may be used all the same. */
  allowedSchemes: readonly string[]
  /** Hosts and ranges of addresses that webhooks may lead to, besides https to public ones. */
  allowedWebhooks: readonly string[]
  /**
   * Who may do what (auth.ts): `none` or `accounts` on the embedded backend; before a real MLflow server, the permissions of the
   * operator's credentials or of each person's own Authorization header. Undefined if the operator did not choose.
   */
  auth?: Auth | undefined
  /** With accounts, where there are none yet: the name and the file with the password of the first administrator. */
  adminName: string
  adminPasswordFile: string
  /** With accounts: the identity provider that people can sign in with. */
  oidc?: Oidc | undefined
  /** Origins from which HTML previews may always load files. */
  previewHosts: readonly string[]
  /** Whether a person may allow a preview other hosts, or only `previewHosts` count. */
  previewNetwork: 'ask' | 'forbid'
  /** Seconds that a client may stall its request or an answer before it is cut off. */
  idleTimeout: number
  /** The header in which a trusted proxy names who asks, with `--auth proxy` or before a real MLflow server; '' for none. */
  userHeader: string
  /** Before a real MLflow server: the names in that header that may change policies. */
  admins: readonly string[]
  /** Before a real MLflow server: the Modelshelf server that keeps the reviews, without a trailing slash; '' for this one. */
  reviewsAt: string
  /** The file with the key that it and the others have in common; '' for none. */
  reviewsKeyFile: string
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
  allowedSchemes: [],
  allowedWebhooks: [],
  adminName: 'admin',
  adminPasswordFile: '',
  previewHosts: [],
  previewNetwork: 'ask',
  idleTimeout: 60,
  userHeader: '',
  admins: [],
  reviewsAt: '',
  reviewsKeyFile: '',
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
  'allow-artifact-schemes': { type: 'string', multiple: true },
  'allow-webhooks-to': { type: 'string', multiple: true },
  auth: { type: 'string' },
  'admin-name': { type: 'string' },
  'admin-password-file': { type: 'string' },
  ...oidcOptions,
  'preview-hosts': { type: 'string', multiple: true },
  'preview-network': { type: 'string' },
  'idle-timeout': { type: 'string' },
  'user-header': { type: 'string' },
  admins: { type: 'string', multiple: true },
  'reviews-at': { type: 'string' },
  'reviews-key-file': { type: 'string' },
  'upstream-timeout': { type: 'string' },
  'upload-experiment': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

export const help = `modelshelf [flags]        each flag is also read from MODELSHELF_… (MODELSHELF_BASE_PATH=/shelf)

  --host ADDRESS                    where to listen (${defaults.host})
  --port PORT                       0 takes any free one (${defaults.port})
  --data DIR                        database and artifacts; before a real MLflow server: requests, history, policies and
                                    webhooks (./${defaults.data})
  --base-path /PREFIX               moves everything below this path
  --allowed-hosts NAME,…            names besides localhost and --host that the server answers to
  --allowed-origins URL,…           foreign origins whose pages may write
  --trust-proxy[=ADDRESS,…]         proxies, such as 10.0.0.0/8, whose X-Forwarded-Host and -Proto count (loopback)
  --allow-source DIR                folder that file: versions may be registered from (repeatable)
  --allow-artifact-location PREFIX  what an experiment's artifact_location may start with (repeatable)
  --allow-artifact-schemes NAME,…   schemes that name a host, such as abfss or hdfs, allowed in sources and locations
  --allow-webhooks-to NAME,…        hosts, addresses and ranges of your own network, such as ci.internal or 10.0.0.0/8, that webhooks
                                    may lead to, also with http (otherwise https to public addresses only)
  --auth none                       embedded backend: anyone who can reach this server has full access; this or accounts is required with
                                    --host beyond loopback, --allowed-hosts or --trust-proxy
  --auth accounts                   embedded backend: people and clients sign in; the first start prints a link
                                    for the first administrator
  --auth proxy                      embedded backend: a proxy of --trust-proxy says who asks, in the header --user-header NAME;
                                    whom it calls --admin-name is made an admin where there is none
  --admin-password-file FILE        first start with accounts: its first line is the password of the first administrator,
                                    in place of a one-time link; --admin-name NAME is the name (${defaults.adminName})
${oidcHelp}  --auth operator|pass-through      before a real MLflow server: whose credentials it gets (operator)
  --user-header NAME                before a real MLflow server, with --trust-proxy: the header in which the proxy names who asks
  --admins NAME,…                   with --user-header: who may change policies, move against them and make webhooks
  --reviews-at URL                  before a real MLflow server: the Modelshelf server that keeps its reviews, in place of this one
  --reviews-key-file FILE           with --reviews-at, and on that server: its first line is a key that they have in common
  --preview-hosts NAME,…            hosts that HTML previews may always load from, such as a mirror of a CDN
  --preview-network ask|forbid      whether people may allow a preview other hosts (${defaults.previewNetwork})
  --idle-timeout SECONDS            how long a client may stall a request or an answer (${defaults.idleTimeout})
  --upstream-timeout SECONDS        before a real MLflow server: how long a read may take (${defaults.upstreamTimeout})
  --upload-experiment NAME          experiment proposed for models uploaded in the browser
  --version, --help

MLFLOW_TRACKING_URI (and MLFLOW_REGISTRY_URI) put the app before a real MLflow server in place of its own backend;
MLFLOW_TRACKING_USERNAME and _PASSWORD, or _TOKEN, are what it is given there.
`

type ValueFlag = Exclude<keyof typeof options, 'help' | 'version'>

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
    allowedSchemes: [...many('allow-artifact-schemes', readScheme), ...schemesOfMlflow(env)],
    allowedWebhooks: many('allow-webhooks-to', readWebhookTarget),
    auth: one('auth', readAuth, undefined),
    adminName: one('admin-name', ({ text }) => text, defaults.adminName),
    adminPasswordFile: one('admin-password-file', ({ text }) => text, defaults.adminPasswordFile),
    oidc: readOidc(all),
    previewHosts: many('preview-hosts', readPreviewHost),
    previewNetwork: one('preview-network', readPreviewNetwork, defaults.previewNetwork),
    idleTimeout: one('idle-timeout', readSeconds, defaults.idleTimeout),
    userHeader: one('user-header', readHeader, defaults.userHeader),
    admins: many('admins', ({ text }) => text),
    reviewsAt: one('reviews-at', readAddress, defaults.reviewsAt),
    reviewsKeyFile: one('reviews-key-file', ({ text }) => text, defaults.reviewsKeyFile),
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

/** MLflow's own variable may list other schemes as well, which need no permission here. */
const schemesOfMlflow = (env: NodeJS.ProcessEnv) =>
  HOST_SCHEMES.filter((scheme) =>
    env[MLFLOW_VARIABLE]
      ?.toLowerCase()
      .trim()
      .split(/\s*,\s*/)
      .includes(scheme),
  )
