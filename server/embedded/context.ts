import type { ArtifactStore } from './store/artifacts/artifacts.ts'
import type { Db } from './db.ts'

/** What a route needs besides its input. */
export type Context = {
  db: Db
  artifacts: ArtifactStore
  /** `--allow-artifact-location`: prefixes an experiment's artifact_location may have. */
  allowedLocations: readonly string[]
  /** `--allow-source`: folders that `file:` versions may be registered from. */
  allowedSources: readonly string[]
  /** For this one write: the store's URI of the local source just copied. */
  copied?: string | undefined
}
