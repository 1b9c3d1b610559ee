import { BY_TAG, tagValue } from '#contract/tags.ts'
import type { ModelVersion, Stage } from '#contract/versions.ts'
import type { Db } from '../../embedded/db.ts'
import { openTurn, sortedInTurns } from '../../embedded/store/artifacts/turn.ts'
import { writeInTurns } from '../../embedded/store/in-turns.ts'
import { existingLog, record } from '../../embedded/store/reviews/log.ts'
import { announceVersionTag } from '../../embedded/store/webhooks/workspace-bodies.ts'
import { type MadeBy, type Note, UNKNOWN } from './made-by.ts'

/** The tag that shows whether somebody may move a version (docs/reviews.md §7). */
export const REVIEW_TAG = 'modelshelf.review'

/** Where the files of a version of the MLflow server are listed, for `filesState`: this changes when the list does. */
export const listedAs = (digest: string): string => `listed:${digest}`

type Copying = {
  name: string
  madeBy: MadeBy
  note: Note
  /** Throws if the model is no longer the one that is copied. Called before each change. */
  requireSame: () => void
}

/**
 * Brings the versions of a model that we know to what the MLflow server says. Others are answered meanwhile: a model may have 10,000. Versions
 * that are as we know them take no statement of their own, and no write.
 */
export async function copyVersions(db: Db, versions: readonly ModelVersion[], copying: Copying): Promise<void> {
  const { name, requireSame } = copying
  const write = (changes: (() => void)[]) =>
    writeInTurns(
      db,
      () => changes.splice(0),
      (change) => {
        requireSame()
        change()
      },
    )
  const turn = openTurn()
  const left = new Map(versions.map((version) => [Number(version.version), version]))
  for (let after = 0; ;) {
    const rows = versionsAfter(db, name, after)
    const tags = tagsOf(db, name, rows)
    const changes: (() => void)[] = []
    for (const row of rows) {
      const there = left.get(row.version)
      if (there?.creation_timestamp !== row.creation_timestamp) changes.push(() => dropVersion(db, row, copying))
      else {
        left.delete(row.version)
        const known = { ...row, tags: tags.get(row.version) ?? new Map<string, string>() }
        if (!isSame(known, there)) changes.push(() => changeVersion(db, known, there, copying))
      }
    }
    await write(changes)
    if (rows.length < AT_A_TIME) break
    after = rows.at(-1)!.version // there are some
    if (turn.isOver()) await turn.next()
  }
  const added = await sortedInTurns([...left.values()], (a, b) => Number(a.version) - Number(b.version))
  await write(added.map((version) => () => addVersion(db, version, copying)))
}

/** As many versions are compared before others may be answered. */
const AT_A_TIME = 500

type Row = {
  version: number
  creation_timestamp: number
  last_updated_timestamp: number
  current_stage: Stage
  description: string | null
  status: string
}
type Known = Row & { tags: ReadonlyMap<string, string> }

const versionsAfter = (db: Db, name: string, after: number): Row[] =>
  db.all<Row>(
    `SELECT version, creation_timestamp, last_updated_timestamp, current_stage, description, status
     FROM model_versions WHERE name = ? AND version > ? ORDER BY version LIMIT ${AT_A_TIME}`,
    name,
    after,
  )

function tagsOf(db: Db, name: string, rows: readonly Row[]): Map<number, Map<string, string>> {
  const found = db.lists<[version: number, key: string, value: string]>(
    'SELECT version, key, value FROM model_version_tags WHERE name = ? AND version BETWEEN ? AND ?',
    name,
    rows[0]?.version ?? 0,
    rows.at(-1)?.version ?? 0,
  )
  const tags = new Map<number, Map<string, string>>()
  for (const [version, key, value] of found) {
    const known = tags.get(version)
    if (known) known.set(key, value)
    else tags.set(version, new Map([[key, value]]))
  }
  return tags
}

/** What is kept of a version besides its tags, in the order of the columns. */
const factsOf = (version: ModelVersion) =>
  [
    version.last_updated_timestamp ?? 0,
    version.current_stage ?? 'None',
    version.description ?? null,
    version.status ?? 'READY',
  ] as const

// Tags are compared too: setting one at MLflow does not touch the version's time.
function isSame({ tags, ...row }: Known, there: ModelVersion): boolean {
  const [updated, stage, description, status] = factsOf(there)
  const told = there.tags ?? []
  return (
    row.last_updated_timestamp === updated &&
    row.current_stage === stage &&
    row.description === description &&
    row.status === status &&
    told.length === tags.size &&
    told.every(({ key, value }) => tags.get(key) === (value ?? ''))
  )
}

function dropVersion(db: Db, { version }: Row, { name, note }: Copying): void {
  note(undefined, { kind: 'version-deleted', version: String(version) })
  db.run('DELETE FROM model_versions WHERE name = ? AND version = ?', name, version)
}

function addVersion(db: Db, version: ModelVersion, copying: Copying): void {
  const { name } = copying
  const user = tagValue(version.tags, BY_TAG) ?? UNKNOWN
  record(db, name, user, { kind: 'registered', version: version.version }, { time: version.creation_timestamp })
  noteMove(version, 'None', copying)
  db.run(
    `INSERT INTO model_versions
       (name, version, creation_timestamp, source, storage_location, run_id, last_updated_timestamp, current_stage, description, status)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    name,
    Number(version.version),
    version.creation_timestamp ?? 0,
    version.source ?? '',
    listedAs(''),
    version.run_id ?? '',
    ...factsOf(version),
  )
  setTags(db, name, version)
}

function changeVersion(db: Db, known: Known, version: ModelVersion, copying: Copying): void {
  const { name, madeBy } = copying
  noteMove(version, known.current_stage, copying)
  db.run(
    `UPDATE model_versions SET last_updated_timestamp = ?, current_stage = ?, description = ?, status = ?
     WHERE name = ? AND version = ?`,
    ...factsOf(version),
    name,
    known.version,
  )
  db.run('DELETE FROM model_version_tags WHERE name = ? AND version = ?', name, known.version)
  setTags(db, name, version)
  for (const { key, value = '' } of version.tags ?? []) {
    if (known.tags.get(key) === value || key === REVIEW_TAG) continue
    const id = { name, version: version.version }
    const user = madeBy({ version: version.version, tag: key }) ?? UNKNOWN
    announceVersionTag(db, existingLog(db, name), { ...id, key, value, user })
  }
}

function noteMove({ version, current_stage: to_stage = 'None' }: ModelVersion, from_stage: Stage, copying: Copying) {
  if (to_stage === from_stage) return
  copying.note(copying.madeBy({ version, stage: to_stage }), { kind: 'moved', version, from_stage, to_stage })
}

function setTags(db: Db, name: string, { version, tags = [] }: ModelVersion): void {
  for (const { key, value } of tags)
    db.run(
      'INSERT INTO model_version_tags (name, version, key, value) VALUES (?, ?, ?, ?)',
      name,
      Number(version),
      key,
      value ?? '',
    )
}
