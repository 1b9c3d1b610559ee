import { DatabaseSync } from 'node:sqlite'
import type { ModelVersion } from '#contract/versions.ts'
import type { Db } from '../../embedded/db.ts'

/** A version as the MLflow server has it, without what may be long. */
export type VersionThere = Pick<
  ModelVersion,
  | 'version'
  | 'creation_timestamp'
  | 'last_updated_timestamp'
  | 'current_stage'
  | 'status'
  | 'source'
  | 'run_id'
  | 'model_id'
> & {
  /** Whether its description and its tags are as we know them. */
  hasKnownTexts: boolean
}

/** The description and the tags of a version. */
export type VersionTexts = { description: string | null; tags: Map<string, string> }

/** The texts of a model's versions that are other than we know, in a file: 10,000 versions may have 100 MB of them. */
export type Texts = {
  /** Keeps the texts of these versions, and gives the rest of them. */
  put(versions: readonly ModelVersion[]): VersionThere[]
  /** What was put last. */
  of(version: string): VersionTexts | undefined
  close(): void
}

/** Opens an empty file, which is gone once it is closed. */
export function openTexts(db: Db, name: string): Texts {
  let file: ReturnType<typeof openFile> | undefined
  return {
    put(versions) {
      const known = textsKnown(db, name, versions)
      return versions.map((version) => {
        const texts = textsOf(version)
        const hasKnownTexts = isSameTexts(known.get(Number(version.version)), texts)
        if (!hasKnownTexts) (file ??= openFile()).put(version.version, texts)
        return { ...withoutTexts(version), hasKnownTexts }
      })
    },
    of: (version) => file?.of(version),
    close: () => file?.close(),
  }
}

/** What SQLite does with a database without a name: it keeps little of it in memory, and its file has none either. */
function openFile() {
  const sqlite = new DatabaseSync('')
  sqlite.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -512')
  sqlite.exec('CREATE TABLE texts (version INTEGER PRIMARY KEY, texts TEXT NOT NULL) STRICT')
  const put = sqlite.prepare('INSERT OR REPLACE INTO texts (version, texts) VALUES (?, ?)')
  const get = sqlite.prepare('SELECT texts FROM texts WHERE version = ?')
  return {
    put: (version: string, { description, tags }: VersionTexts) =>
      put.run(Number(version), JSON.stringify([description, [...tags]])),
    of(version: string): VersionTexts | undefined {
      const row = get.get(Number(version)) as { texts: string } | undefined
      if (!row) return undefined
      const [description, tags] = JSON.parse(row.texts) as [string | null, [string, string][]] // as `put` writes it
      return { description, tags: new Map(tags) }
    },
    close: () => sqlite.close(),
  }
}

const withoutTexts = (it: ModelVersion) => ({
  version: it.version,
  creation_timestamp: it.creation_timestamp,
  last_updated_timestamp: it.last_updated_timestamp,
  current_stage: it.current_stage,
  status: it.status,
  source: it.source,
  run_id: it.run_id,
  model_id: it.model_id,
})

const textsOf = ({ description, tags = [] }: ModelVersion): VersionTexts => ({
  description: description ?? null,
  tags: new Map(tags.map(({ key, value }) => [key, value ?? ''])),
})

/** The texts that we know of these versions, if they were created at the same time. */
export function textsKnown(
  db: Db,
  name: string,
  versions: readonly Pick<ModelVersion, 'version' | 'creation_timestamp'>[],
): Map<number, VersionTexts> {
  const created = new Map(versions.map((it) => [Number(it.version), it.creation_timestamp ?? 0]))
  const numbers = JSON.stringify([...created.keys()])
  const known = new Map<number, VersionTexts>()
  const rows = db.lists<[version: number, creation_timestamp: number, description: string | null]>(
    `SELECT version, creation_timestamp, description FROM model_versions
     WHERE name = ? AND version IN (SELECT value FROM json_each(?))`,
    name,
    numbers,
  )
  for (const [version, at, description] of rows)
    if (created.get(version) === at) known.set(version, { description, tags: new Map() })
  const tags = db.lists<[version: number, key: string, value: string]>(
    `SELECT version, key, value FROM model_version_tags
     WHERE name = ? AND version IN (SELECT value FROM json_each(?))`,
    name,
    numbers,
  )
  for (const [version, key, value] of tags) known.get(version)?.tags.set(key, value)
  return known
}

export const isSameTexts = (one: VersionTexts | undefined, other: VersionTexts): boolean =>
  one !== undefined &&
  one.description === other.description &&
  one.tags.size === other.tags.size &&
  [...other.tags].every(([key, value]) => one.tags.get(key) === value)
