import { conflict } from '#contract/errors.ts'
import { BY_TAG } from '#contract/tags.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../embedded/db.ts'
import { openTurn, sortedInTurns } from '../../embedded/store/artifacts/turn.ts'
import { writeInTurns } from '../../embedded/store/in-turns.ts'
import { existingLog, record } from '../../embedded/store/reviews/log.ts'
import { announceVersionTag } from '../../embedded/store/webhooks/workspace-bodies.ts'
import { type MadeBy, type Note, UNKNOWN } from './made-by.ts'
import { isSameTexts, type Texts, textsKnown, type VersionTexts, type VersionThere } from './version-texts.ts'

/** The tag that shows whether somebody may move a version (docs/reviews.md §7). */
export const REVIEW_TAG = 'modelshelf.review'

/** Where the files of a version of the MLflow server are listed, for `filesState`: this changes when the list does. */
export const listedAs = (digest: string): string => `listed:${digest}`

type Copying = {
  name: string
  texts: Texts
  madeBy: MadeBy
  note: Note
  /** Throws if the model is no longer the one that is copied. Called before each change. */
  requireSame: () => void
}

/**
 * Brings the versions of a model that we know to what the MLflow server says. Others are answered meanwhile: a model may have 10,000. Versions
 * that are as we know them take no statement of their own, and no write.
 */
export async function copyVersions(db: Db, versions: readonly VersionThere[], copying: Copying): Promise<void> {
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
    const changes: (() => void)[] = []
    for (const row of rows) {
      const there = left.get(row.version)
      if (there?.creation_timestamp !== row.creation_timestamp) changes.push(() => dropVersion(db, row, copying))
      else {
        left.delete(row.version)
        if (!there.hasKnownTexts || !hasSameFacts(row, there))
          changes.push(() => changeVersion(db, row, there, copying))
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
  status: string
}

const versionsAfter = (db: Db, name: string, after: number): Row[] =>
  db.all<Row>(
    `SELECT version, creation_timestamp, last_updated_timestamp, current_stage, status
     FROM model_versions WHERE name = ? AND version > ? ORDER BY version LIMIT ${AT_A_TIME}`,
    name,
    after,
  )

/** What is kept of a version besides its texts, in the order of the columns. */
const factsOf = (version: VersionThere) =>
  [version.last_updated_timestamp ?? 0, version.current_stage ?? 'None', version.status ?? 'READY'] as const

function hasSameFacts(row: Row, there: VersionThere): boolean {
  const [updated, stage, status] = factsOf(there)
  return row.last_updated_timestamp === updated && row.current_stage === stage && row.status === status
}

/** Throws if they were not kept because they were known, and those are gone. */
function requireTexts({ name, texts }: Copying, { version }: VersionThere): VersionTexts {
  const found = texts.of(version)
  if (!found) throw conflict(`The model '${name}' was changed meanwhile. Try again.`)
  return found
}

function dropVersion(db: Db, { version }: Row, { name, note }: Copying): void {
  note(undefined, { kind: 'version-deleted', version: String(version) })
  db.run('DELETE FROM model_versions WHERE name = ? AND version = ?', name, version)
}

function addVersion(db: Db, version: VersionThere, copying: Copying): void {
  const { name } = copying
  const texts = requireTexts(copying, version)
  const user = texts.tags.get(BY_TAG) ?? UNKNOWN
  record(db, name, user, { kind: 'registered', version: version.version }, { time: version.creation_timestamp })
  noteMove(version, 'None', copying)
  db.run(
    `INSERT INTO model_versions
       (name, version, creation_timestamp, source, storage_location, run_id, last_updated_timestamp, current_stage, status, description)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    name,
    Number(version.version),
    version.creation_timestamp ?? 0,
    version.source ?? '',
    listedAs(''),
    version.run_id ?? '',
    ...factsOf(version),
    texts.description,
  )
  setTags(db, name, version, texts)
}

function changeVersion(db: Db, known: Row, version: VersionThere, copying: Copying): void {
  const { name } = copying
  if (!hasSameFacts(known, version)) {
    noteMove(version, known.current_stage, copying)
    db.run(
      `UPDATE model_versions SET last_updated_timestamp = ?, current_stage = ?, status = ? WHERE name = ? AND version = ?`,
      ...factsOf(version),
      name,
      known.version,
    )
  }
  if (!version.hasKnownTexts) changeTexts(db, version, copying)
}

function changeTexts(db: Db, version: VersionThere, copying: Copying): void {
  const { name, madeBy } = copying
  const texts = requireTexts(copying, version)
  const number = Number(version.version)
  const known = textsKnown(db, name, [version]).get(number)
  if (isSameTexts(known, texts)) return
  db.run('UPDATE model_versions SET description = ? WHERE name = ? AND version = ?', texts.description, name, number)
  db.run('DELETE FROM model_version_tags WHERE name = ? AND version = ?', name, number)
  setTags(db, name, version, texts)
  for (const [key, value] of texts.tags) {
    if (known?.tags.get(key) === value || key === REVIEW_TAG) continue
    const id = { name, version: version.version }
    const user = madeBy({ version: version.version, tag: key }) ?? UNKNOWN
    announceVersionTag(db, existingLog(db, name), { ...id, key, value, user })
  }
}

function noteMove({ version, current_stage: to_stage = 'None' }: VersionThere, from_stage: Stage, copying: Copying) {
  if (to_stage === from_stage) return
  copying.note(copying.madeBy({ version, stage: to_stage }), { kind: 'moved', version, from_stage, to_stage })
}

function setTags(db: Db, name: string, { version }: VersionThere, { tags }: VersionTexts): void {
  for (const [key, value] of tags)
    db.run(
      'INSERT INTO model_version_tags (name, version, key, value) VALUES (?, ?, ?, ?)',
      name,
      Number(version),
      key,
      value,
    )
}
