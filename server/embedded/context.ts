import type { Context as Call } from 'hono'
import type { ArtifactStore } from './store/artifacts/artifacts.ts'
import type { Db } from './db.ts'

/** What the server has, the same for every request. */
export type Context = {
  db: Db
  artifacts: ArtifactStore
  /** `--allow-artifact-location`: prefixes an experiment's artifact_location may have. */
  allowedLocations: readonly string[]
  /** `--allow-source`: folders that `file:` versions may be registered from. */
  allowedSources: readonly string[]
}

/** What one request brings. */
export type RequestContext = {
  who: Who
  /** The store's URI of the local source that was copied for this request. */
  copied?: string | undefined
}

/** Who makes a request. Nobody signs in to this backend: everybody is `anyone`. */
export type Who = { kind: 'anyone' }

/** Says who makes a request, for JSON and byte routes alike. */
export const whoAsks = (_c: Call): Who => ({ kind: 'anyone' })
