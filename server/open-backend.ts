import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { forwardedBy } from './forwarded.ts'
import { embeddedAuth, upstreamAuth } from './config/auth.ts'
import type { Backend } from './backend.ts'
import type { Config } from './config/config.ts'
import { ConfigError, readSecret } from './config/config-values.ts'
import { visitorsOf } from './doors.ts'
import { embedded } from './embedded/backend.ts'
import type { Accounts } from './embedded/access/door.ts'
import type { Oidc } from './config/oidc-config.ts'
import type { Provider } from './embedded/access/provider/provider.ts'
import { firstAdmin } from './shell/first-admin.ts'
import { type Db, openDb } from './embedded/db.ts'
import { lockDirectory } from './embedded/lock-directory.ts'
import { type ArtifactStore, openArtifacts } from './embedded/store/artifacts/artifacts.ts'
import { openHeavyReaders } from './embedded/heavy/heavy-readers.ts'
import { openHeavyWriter } from './embedded/heavy/heavy-writer.ts'
import { openSeen } from './embedded/seen.ts'
import { targetsOf } from './embedded/store/webhooks/targets.ts'
import { startSender } from './embedded/webhooks/sender.ts'
import { ownNames, sameName } from './hosts.ts'
import { userNamedBy } from './user-header.ts'
import { type Upstream, upstreamFrom } from './upstream/credentials.ts'
import { upstream } from './upstream/forward.ts'
import { openBooks } from './upstream/reviews/books.ts'
import { keepOnlyFor } from './upstream/reviews/kept-of.ts'
import { relayTo } from './upstream/reviews/relay.ts'
import { reviewsOf } from './upstream/reviews/reviews.ts'

/** Opens the backend that the environment chooses (MLFLOW_TRACKING_URI). Throws ConfigError. */
export function openBackend(config: Config, env: NodeJS.ProcessEnv): Opened {
  const servers = upstreamFrom(env)
  return servers ? realServer(config, servers) : ownBackend(config)
}

type Opened = {
  backend: Backend
  close: () => void | Promise<void>
  /** What stands behind, for the operator. */
  what: string
  /** What the operator should keep in mind. */
  warning?: string
  /** To call before listening: creates the first administrator, or returns the secret of a link for them. Throws ConfigError. */
  firstAdmin?: () => Promise<string | undefined>
}

const OPEN = 'Sign-in is off (--auth none): anyone who can reach this server has full access.'

function ownBackend(config: Config): Opened {
  if (config.reviewsAt || config.reviewsKeyFile)
    throw new ConfigError('--reviews-at and --reviews-key-file need an MLflow server, named by MLFLOW_TRACKING_URI.')
  for (const folder of config.allowedSources)
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new ConfigError(`--allow-source: no such folder: ${resolve(folder)}.`)
  const auth = embeddedAuth(config)
  const { db, artifacts } = openData(config)
  const file = databaseFile(config)
  const { allowedLocations, allowedSchemes } = config
  const readers = openHeavyReaders(file, db, { accounts: auth !== 'none' })
  const sender = startSender(db, targetsOf(config.allowedWebhooks))
  const folder = artifactsFolder(config)
  const writer = openHeavyWriter(file, db, artifacts, {
    folder,
    accounts: auth !== 'none',
    allowedLocations,
    allowedSchemes,
  })
  const context = { ...config, db, artifacts, readers, writer, sender }
  const closeAll = async () => {
    await sender.stop()
    await readers.close()
    await writer.close()
    db.close()
  }
  const what = `data in ${resolve(config.data)}`
  if (auth === 'none')
    return {
      backend: embedded(context),
      close: closeAll,
      what,
      ...(config.auth === 'none' && { warning: OPEN }),
    }
  const seen = openSeen(file)
  return {
    backend: embedded(context, {
      seen,
      ...callerFacts(config),
      ...(config.oidc && { provider: providerOf(config.oidc, config) }),
      ...(auth === 'proxy' && { proxy: { userOf: userNamedBy(config), admin: config.adminName } }),
    }),
    close() {
      seen.close()
      return closeAll()
    },
    what,
    ...(auth === 'accounts' && { firstAdmin: () => firstAdmin(db, config) }),
  }
}

/** What accounts need to know of a request besides its credentials. */
function callerFacts(config: Config): Omit<Accounts, 'seen'> {
  const { data, basePath } = config
  const forwardedOf = forwardedBy(config)
  return {
    cookie: {
      // Browsers share cookies between the ports of a host.
      name: `modelshelf-${createHash('sha256').update(resolve(data)).digest('hex').slice(0, 12)}`,
      path: basePath || '/',
      isSecure: (c) => forwardedOf(c).scheme?.toLowerCase() === 'https',
    },
    addressOf: (c) => forwardedOf(c).address,
  }
}

function providerOf({ clientSecretFile, ...oidc }: Oidc, config: Config): Provider {
  const forwardedOf = forwardedBy(config)
  return {
    ...oidc,
    secret: clientSecretFile && readSecret(clientSecretFile, '--oidc-client-secret-file'),
    returnTo(c) {
      const { host = c.req.header('Host') ?? new URL(c.req.url).host, scheme } = forwardedOf(c)
      return `${scheme?.toLowerCase() === 'https' ? 'https' : 'http'}://${host}${config.basePath}/signed-in`
    },
  }
}

function realServer(config: Config, servers: Upstream): Opened {
  // Somebody may have set it in their shell for Python clients of this server, which would then call itself forever.
  if (isOwn(servers.tracking.base, config) || isOwn(servers.registry.base, config))
    throw new ConfigError('MLFLOW_TRACKING_URI points to this server itself. Unset it to use the embedded backend.')
  const { basePath, upstreamTimeout } = config
  const auth = upstreamAuth(config)
  const limits = { readMs: upstreamTimeout * 1000 }
  const persons = { admins: config.admins, ...(config.userHeader && { proxyName: userNamedBy(config) }) }
  const key = doorKey(config)
  const what = `before ${servers.tracking.base}, reviews `
  if (config.reviewsAt && key !== undefined) {
    const options = { auth, basePath, limits }
    const reviews = relayTo({ base: config.reviewsAt, key }, servers, options, persons)
    return { backend: upstream(servers, options, reviews), close: () => {}, what: `${what}at ${config.reviewsAt}` }
  }
  const artifacts = openFolder(config)
  keepOnlyFor(servers.registry.base, resolve(config.data))
  // With pass-through only MLflow knows who may, and only if it is asked with their credentials.
  const maySave = auth === 'operator' ? (name: string) => config.admins.includes(name) : undefined
  const books = openBooks(targetsOf(config.allowedWebhooks), { data: resolve(config.data), maySave })
  const visitorOf = visitorsOf(key === undefined ? undefined : { key, auth, registry: servers.registry.base })
  const kept = { books, context: { ...config, artifacts }, persons: { ...persons, visitorOf } }
  const reviews = reviewsOf(servers, { auth, limits }, kept)
  return {
    backend: { ...upstream(servers, { auth, basePath, limits }, reviews), visitorOf },
    close: () => books.close(),
    what: `${what}in ${resolve(config.data)}`,
  }
}

/** The key of `--reviews-key-file`; undefined without one. Throws ConfigError. */
function doorKey(config: Config): string | undefined {
  const { reviewsAt, reviewsKeyFile: file } = config
  const by = '--reviews-key-file'
  if (file === '') {
    if (reviewsAt) throw new ConfigError(`--reviews-at needs ${by} FILE, with the key of the server that it names.`)
    return undefined
  }
  if (reviewsAt && isOwn(reviewsAt, config)) throw new ConfigError('--reviews-at names this server itself.')
  const key = readSecret(file, by)
  if (key.length < 32) throw new ConfigError(`${by}: the first line must be a key of at least 32 characters.`)
  return key
}

function isOwn(base: string, config: Config): boolean {
  const { protocol, host, port } = new URL(base)
  return Number(port || (protocol === 'https:' ? 443 : 80)) === config.port && sameName(ownNames(config), host)
}

const ours = ['lock.db', 'modelshelf.db', 'mlflow.db', 'artifacts', 'tmp']

const artifactsFolder = ({ data }: Pick<Config, 'data'>) => join(resolve(data), 'artifacts')
const databaseFile = ({ data }: Pick<Config, 'data'>) => join(resolve(data), 'modelshelf.db')

/** Opens the data directory and the database in it. Throws ConfigError. */
function openData(config: Config): { db: Db; artifacts: ArtifactStore } {
  const artifacts = openFolder(config)
  return { db: usable(config, () => openDb(databaseFile(config))), artifacts }
}

/** Creates the data directory and locks it for this process. Throws ConfigError. */
function openFolder(config: Config): ArtifactStore {
  const dir = resolve(config.data)
  return usable(config, () => {
    mkdirSync(dir, { recursive: true, mode: 0o700 }) // it holds hashes of passwords
    // SQLite silently opens a read-only file for reading, and only the first write would fail.
    for (const file of [dir, ...ours.map((name) => join(dir, name)).filter((path) => existsSync(path))])
      accessSync(file, constants.W_OK)
    const tmp = join(dir, 'tmp')
    // Where SQLite sorts what is long (https://www.sqlite.org/tempfiles.html): other folders may be read-only, or memory. It asks once.
    process.env['SQLITE_TMPDIR'] ??= tmp
    lockDirectory(dir)
    return openArtifacts(artifactsFolder(config), tmp)
  })
}

function usable<T>({ data }: Config, open: () => T): T {
  const dir = resolve(data)
  try {
    return open()
  } catch (error) {
    const busy = error instanceof Error && 'errcode' in error && error.errcode === 5
    if (busy) throw new ConfigError(`The data directory ${dir} is in use by another Modelshelf process.`)
    throw new ConfigError(
      `The data directory ${dir} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
