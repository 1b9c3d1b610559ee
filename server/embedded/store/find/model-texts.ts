import {
  type Field,
  fieldsByKind,
  foldedLines,
  type FoundModel,
  type Kind,
  kinds,
  versionFields,
} from '#contract/find/model-fields.ts'
import { stages } from '#contract/stages.ts'
import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { writeInTurns } from '../in-turns.ts'
import { modelColumns, modelOf, type ModelRow } from '../registry/model-rows.ts'
import { inProduction, liveVersion } from './in-production.ts'
import { foundVersions, numberIn, type TextKind, textKindOf } from './version-texts.ts'

/**
 * So many recent texts, with so many bytes, wait to be indexed together: some milliseconds for one commit, instead of eight pages for each.
 */
const MOST_RECENT = 16
const MOST_BYTES = 64 * 1024

/**
 * Writes the texts anew that models are found by, where what they tell has changed. Called before each commit, so that a search finds
 * what was acknowledged.
 */
export function refreshTexts(db: Db): void {
  const stale = db.lists<[name: string, kind: TextKind | 'all']>('SELECT DISTINCT name, kind FROM stale_texts')
  if (stale.length === 0) return
  db.run('DELETE FROM stale_texts')
  for (const [name, of] of Map.groupBy(stale, ([name]) => name))
    refresh(db, name, new Set(of.flatMap(([, kind]) => (kind === 'all' ? allOf(db, name) : kind))))
  const { texts, bytes } = db.get<{ texts: number; bytes: number }>(
    'SELECT count(*) AS texts, total(octet_length(text)) AS bytes FROM recent_texts',
  )! // an aggregate has one row
  if (texts > MOST_RECENT || bytes > MOST_BYTES) indexRecent(db)
}

/** Writes the texts of models that an older Modelshelf wrote (migrations/024-fill-texts.sql), in turns. All searches wait for the same. */
export function fillTexts(db: Db): Promise<void> {
  const begun = filling.get(db)
  if (begun) return begun
  const filled = writeInTurns(db, () => stepsLeft(db), takeStep(db)).finally(() => filling.delete(db))
  filling.set(db, filled)
  return filled
}

type Step = { name: string; kinds: TextKind[]; isLast: boolean }

/** The steps of some models. A model may have a text for each of thousands of versions, so a step writes only some of them. */
function stepsLeft(db: Db): Step[] {
  const models = db.lists<[name: string]>('SELECT name FROM models_without_texts LIMIT 100')
  return models.flatMap(([name]) => {
    const all = allOf(db, name)
    const starts = Array.from({ length: Math.ceil(all.length / MOST_RECENT) }, (_, at) => at * MOST_RECENT)
    return starts.map((from) => ({
      name,
      kinds: all.slice(from, from + MOST_RECENT),
      isLast: from + MOST_RECENT >= all.length,
    }))
  })
}

const takeStep =
  (db: Db) =>
  ({ name, kinds, isLast }: Step): void => {
    // Unless the model has another name by now.
    if (!db.get('SELECT 1 FROM models_without_texts WHERE name = ?', name)) return
    refresh(db, name, new Set(kinds))
    indexRecent(db)
    if (isLast) db.run('DELETE FROM models_without_texts WHERE name = ?', name)
  }

const filling = new WeakMap<Db, Promise<void>>()

/** The kinds of all texts that a model may have. */
const allOf = (db: Db, name: string): TextKind[] => [
  ...kinds,
  ...db
    .lists<[number]>(
      `SELECT version FROM model_versions WHERE name = ?1 AND description != ''
       UNION SELECT version FROM model_version_tags WHERE name = ?1`,
      name,
    )
    .map(([version]) => textKindOf(version)),
]

function refresh(db: Db, name: string, stale: ReadonlySet<TextKind>): void {
  const [row] = db.lists<[isPrompt: 0 | 1]>(
    `SELECT EXISTS (SELECT 1 FROM registered_model_tags AS t
       WHERE t.name = m.name AND t.key = 'mlflow.prompt.is_prompt' AND t.value = 'true')
     FROM registered_models AS m WHERE m.name = ?`,
    name,
  )
  if (!row) return
  const isHidden = row[0] === 1
  const live = stale.has('production') ? liveVersion(db, name) : undefined
  const told = isHidden ? { name } : toldOf(db, name, stale)
  const facts = live && !isHidden ? inProduction(db, live) : undefined
  const fieldsOf = (kind: TextKind): Field[] => {
    const version = numberIn(kind)
    if (version !== undefined) return foundVersions(db, name, [version]).flatMap(versionFields)
    return fieldsByKind[kind as Kind](told, { live: facts }) // it has no number
  }
  for (const kind of stale) {
    const run_id = kind === 'production' ? (live?.run_id ?? '') : ''
    writeText(db, { name, kind, run_id, text: isHidden ? '' : foldedLines(fieldsOf(kind)) })
  }
}

/** What these kinds of texts tell of a model: a tag of a version changes none of its own. */
function toldOf(db: Db, name: string, kinds: ReadonlySet<TextKind>): FoundModel {
  const latest_versions = kinds.has('versions') ? newestByStage(db, name) : []
  if (!kinds.has('about') && !kinds.has('description')) return { name, latest_versions }
  const [row] = db.lists<ModelRow>(`SELECT ${modelColumns} FROM registered_models AS m WHERE m.name = ?`, name)
  return { ...modelOf(row!, new Map()), latest_versions } // it was there a statement ago
}

const newestByStage = (db: Db, name: string): NonNullable<FoundModel['latest_versions']> =>
  db.all<{ version: string; current_stage: Stage }>(
    `SELECT CAST(v.version AS TEXT) AS version, stage.value AS current_stage
     FROM json_each(?) AS stage CROSS JOIN model_versions AS v
     WHERE v.name = ? AND v.version = (
       SELECT max(s.version) FROM model_versions AS s WHERE s.name = v.name AND s.current_stage = stage.value)`,
    STAGES,
    name,
  )

const STAGES = JSON.stringify(stages)

type Text = { name: string; kind: TextKind; run_id: string; text: string }

/** Keeps a text as a recent one, if it is another than before. */
function writeText(db: Db, { name, kind, run_id, text }: Text): void {
  const before = textIn(db, 'recent_texts', name, kind) ?? textIn(db, 'model_texts', name, kind)
  if (text === (before?.text ?? '') && (run_id === before?.run_id || text === '')) return
  db.run('INSERT OR REPLACE INTO recent_texts (name, kind, run_id, text) VALUES (?, ?, ?, ?)', name, kind, run_id, text)
}

const textIn = (db: Db, table: 'recent_texts' | 'model_texts', name: string, kind: TextKind) =>
  db.get<Pick<Text, 'run_id' | 'text'>>(`SELECT run_id, text FROM ${table} WHERE name = ? AND kind = ?`, name, kind)

/** Puts the recent texts in place of those that they stand for, which indexes them. */
function indexRecent(db: Db): void {
  for (const { name, kind, run_id, text } of db.all<Text>('SELECT name, kind, run_id, text FROM recent_texts')) {
    const before = textIn(db, 'model_texts', name, kind)
    if (text === '') db.run('DELETE FROM model_texts WHERE name = ? AND kind = ?', name, kind)
    else if (!before)
      db.run('INSERT INTO model_texts (name, kind, run_id, text) VALUES (?, ?, ?, ?)', name, kind, run_id, text)
    else {
      if (before.run_id !== run_id)
        db.run('UPDATE model_texts SET run_id = ? WHERE name = ? AND kind = ?', run_id, name, kind)
      if (before.text !== text) db.run('UPDATE model_texts SET text = ? WHERE name = ? AND kind = ?', text, name, kind)
    }
  }
  db.run('DELETE FROM recent_texts')
}
