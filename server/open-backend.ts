import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Backend } from './backend.ts'
import { type Config, ConfigError } from './config.ts'
import { embedded } from './embedded/backend.ts'
import { type Db, lockDirectory, openDb } from './embedded/db.ts'
import { type ArtifactStore, openArtifacts } from './embedded/store/artifacts.ts'
import { type Upstream, upstreamFrom } from './upstream/credentials.ts'
import { upstream } from './upstream/forward.ts'

/** The backend that the environment chooses (MLFLOW_TRACKING_URI), opened; `close` ends it. Throws ConfigError. */
export function openBackend(config: Config, env: NodeJS.ProcessEnv): Opened {
  const servers = upstreamFrom(env)
  return servers ? realServer(config, servers) : ownBackend(config)
}

type Opened = { backend: Backend; close: () => void }

function ownBackend(config: Config): Opened {
  const { db, artifacts } = openData(config)
  return { backend: embedded({ ...config, db, artifacts }), close: () => db.close() }
}

function realServer({ auth, basePath }: Config, servers: Upstream): Opened {
  return { backend: upstream(servers, { auth, basePath }), close: () => {} }
}

/** Makes the data directory, holds it for this process and opens what is in it. Throws ConfigError. */
function openData({ data }: Config): { db: Db; artifacts: ArtifactStore } {
  const dir = resolve(data)
  try {
    mkdirSync(dir, { recursive: true })
    accessSync(dir, constants.W_OK)
    lockDirectory(dir)
    const artifacts = openArtifacts(join(dir, 'artifacts'), join(dir, 'tmp'))
    return { db: openDb(join(dir, 'modelshelf.db')), artifacts }
  } catch (error) {
    const busy = error instanceof Error && 'errcode' in error && error.errcode === 5
    if (busy) throw new ConfigError(`The data directory ${dir} is in use by another Modelshelf.`)
    throw new ConfigError(`The data directory ${dir} cannot be used: ${(error as Error).message}`)
  }
}
