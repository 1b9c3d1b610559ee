import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { checkPath } from '../artifacts/artifact-paths.ts'
import { aroundPath, touches } from '../artifacts/version-places.ts'
import { lastEventOf, record } from './log.ts'

/** Notes that somebody has changed a version's files, unless its log says that last. Only inside `write`. */
export function recordFilesChanged(db: Db, { name, version }: VersionId, user: string): void {
  const last = lastEventOf(db, name, Number(version))
  if (last?.kind !== 'files-changed' || last.user !== user) record(db, name, user, { kind: 'files-changed', version })
}

/**
 * Runs a change of what is stored at `path`, and notes it in the log of each version that it touches, unless it says that nothing changed.
 */
export async function notingFiles(
  db: Db,
  { path, user }: { path: string; user: string },
  change: () => Promise<boolean | void>,
): Promise<void> {
  const isNoted = versionsAround(db, path).length > 0
  const isChanged = (await change()) !== false
  if (isNoted && isChanged)
    await db.write(() => {
      for (const id of versionsAround(db, path)) recordFilesChanged(db, id, user)
    })
}

function versionsAround(db: Db, path: string): VersionId[] {
  const [which, ...params] = aroundPath(checkPath(path))
  return db
    .all<{ name: string; version: number; storage_location: string }>(
      `SELECT v.name, v.version, v.storage_location FROM model_versions AS v WHERE ${which}`,
      ...params,
    )
    .filter(({ storage_location }) => touches(path, storage_location))
    .map(({ name, version }) => ({ name, version: String(version) }))
}
