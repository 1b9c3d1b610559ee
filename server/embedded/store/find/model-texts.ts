import { fieldsByKind, foldedLines, type Kind, kinds as allKinds } from '#contract/find/model-fields.ts'
import { isPrompt } from '#contract/tags.ts'
import type { Db } from '../../db.ts'
import { writeInTurns } from '../in-turns.ts'
import { latestVersions } from '../registry/latest-versions.ts'
import { modelColumns, modelOf, type ModelRow } from '../registry/model-rows.ts'
import { inProduction, liveVersion } from './in-production.ts'

/**
 * Writes the texts anew that models are found by, where what they tell has changed. Called before each commit, so that a search finds
 * what was acknowledged.
 */
export function refreshTexts(db: Db): void {
  for (;;) {
    const stale = db.all<{ name: string; kind: Kind }>(
      'SELECT DISTINCT name, kind FROM stale_texts ORDER BY name LIMIT 1000',
    )
    if (stale.length === 0) return
    for (const [name, kinds] of Map.groupBy(stale, ({ name }) => name))
      refresh(
        db,
        name,
        kinds.map(({ kind }) => kind),
      )
  }
}

/** Writes the texts of models that an older Modelshelf wrote (migrations/024-fill-texts.sql), in turns. All searches wait for the same. */
export function fillTexts(db: Db): Promise<void> {
  const begun = filling.get(db)
  if (begun) return begun
  const next = () => db.lists<[string]>('SELECT name FROM models_without_texts LIMIT 1000')
  const filled = writeInTurns(db, next, ([name]) => {
    // Unless the model has another name by now.
    if (db.run('DELETE FROM models_without_texts WHERE name = ?', name) === 1) refresh(db, name, allKinds)
  }).finally(() => filling.delete(db))
  filling.set(db, filled)
  return filled
}

const filling = new WeakMap<Db, Promise<void>>()

function refresh(db: Db, name: string, kinds: readonly Kind[]): void {
  for (const kind of kinds) db.run('DELETE FROM stale_texts WHERE name = ? AND kind = ?', name, kind)
  const [row] = db.lists<ModelRow>(`SELECT ${modelColumns} FROM registered_models AS m WHERE m.name = ?`, name)
  if (!row) return
  const model = modelOf(row, kinds.includes('versions') ? latestVersions(db, [name]) : new Map())
  const live = kinds.includes('production') ? liveVersion(db, name) : undefined
  for (const kind of kinds) {
    const fields = isPrompt(model.tags) ? [] : fieldsByKind[kind](model, live && inProduction(db, live))
    writeText(db, name, kind, foldedLines(fields), kind === 'production' ? (live?.run_id ?? '') : '')
  }
}

function writeText(db: Db, name: string, kind: Kind, text: string, run: string): void {
  const before = db.get<{ id: number; text: string; run_id: string }>(
    'SELECT id, text, run_id FROM model_texts WHERE name = ? AND kind = ?',
    name,
    kind,
  )
  if (text === '') {
    if (before) db.run('DELETE FROM model_texts WHERE id = ?', before.id)
  } else if (!before) {
    db.run('INSERT INTO model_texts (name, kind, run_id, text) VALUES (?, ?, ?, ?)', name, kind, run, text)
  } else {
    if (before.run_id !== run) db.run('UPDATE model_texts SET run_id = ? WHERE id = ?', run, before.id)
    if (before.text !== text) db.run('UPDATE model_texts SET text = ? WHERE id = ?', text, before.id)
  }
}
