import type { Answer, Checked } from '#contract/endpoints.ts'
import { invalid } from '#contract/errors.ts'
import { fieldsByKind, foldedLine, type Kind } from '#contract/find/model-fields.ts'
import { foundIn, meantBy, ranked, scoreIn } from '#contract/find/rank.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { Db } from '../../db.ts'
import { latestVersions } from '../registry/latest-versions.ts'
import { modelColumns, modelOf, type ModelRow } from '../registry/model-rows.ts'
import { modelsFilter } from '../registry/search-registry.ts'
import { offsetOf, tokenFor } from '../search/page-token.ts'
import type { Sql } from '../search/search-text-sql.ts'
import { inProduction, liveVersion } from './in-production.ts'

const USUAL = 100
const MOST = 1000

/**
 * Finds the models that have every word in a text of theirs, also as a part of another word, the best first. A word that is nowhere
 * stands for those that it may be a typing mistake of. The browser answers the same from an index of its own in front of MLflow
 * (src/domain/find/model-index.ts).
 */
export function findModels(
  db: Db,
  { words, filter, max_results = USUAL, page_token }: Checked<'findModels'>,
): Answer<'findModels'> {
  if (max_results < 1 || max_results > MOST) throw invalid(`'max_results' must be between 1 and ${MOST}.`)
  const size = Number(max_results)
  const from = offsetOf(page_token)
  const among = filter ? modelsFilter(db, filter) : undefined
  const wanted = words.map((word) => termsOf(db, foldedLine(word)))
  const { names, total } = ranked(
    wanted.map((terms) => scoresOf(db, terms, among)),
    from + size,
  )
  const page = modelsOf(db, names.slice(from))
  return {
    found: page.map((registered_model) => ({
      registered_model,
      ...foundIn((kind) => {
        const live = kind === 'production' ? liveVersion(db, registered_model.name) : undefined
        // A run that the caller may not read gives nothing.
        return fieldsByKind[kind](registered_model, live && inProduction(db, live))
      }, wanted),
    })),
    total,
    ...(total > from + size && { next_page_token: tokenFor(from + size) }),
  }
}

/** The texts that have a folded term. A view of `model_texts` leaves out what the caller may not read (seen.ts); `main` is all of it. */
function havingTerm(term: string): { from: string; params: string[] } {
  const letters = [...term]
  const has = 'instr(t.text, ?)'
  if (letters.length < 3) return { from: `model_texts AS t WHERE ${has}`, params: [term] }
  const trigrams = new Set(letters.slice(2).map((_, at) => letters.slice(at, at + 3).join('')))
  const all = [...trigrams].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ')
  // CROSS JOIN: SQLite joins in this order, so that `occurs` ends at the first.
  return {
    from: `main.model_trigrams(?) AS f CROSS JOIN model_texts AS t ON t.id = f.rowid WHERE ${has}`,
    params: [all, term],
  }
}

function occurs(db: Db, term: string): boolean {
  const { from, params } = havingTerm(term)
  return db.get(`SELECT 1 FROM ${from} LIMIT 1`, ...params) !== undefined
}

/** The word itself if it occurs, or else those words that differ from it by few typing mistakes. */
function termsOf(db: Db, word: string): string[] {
  if (word.length < 4 || occurs(db, word)) return [word]
  const vocabulary = db.lists<[string]>('SELECT term FROM main.model_vocabulary').map(([term]) => term)
  return meantBy(word, vocabulary, (other) => other.length > 3 && other.length < 40 && occurs(db, other))
}

/** What these terms are worth in each model that has one. */
function scoresOf(db: Db, terms: readonly string[], among: Sql | undefined): Map<string, number> {
  const scores = new Map<string, number>()
  for (const term of terms) {
    const { from, params } = havingTerm(term)
    const rows = db.lists<[name: string, kind: Kind, text: string]>(
      `SELECT t.name, t.kind, t.text FROM ${from}${among ? ` AND t.name IN (${among.sql})` : ''}`,
      ...params,
      ...(among?.params ?? []),
    )
    for (const [name, kind, text] of rows) scores.set(name, scoreIn(kind, text, term, scores.get(name)))
  }
  return scores
}

/** These models, in this order. */
function modelsOf(db: Db, names: string[]): RegisteredModel[] {
  const latest = latestVersions(db, names)
  return db
    .lists<ModelRow>(
      `SELECT ${modelColumns} FROM json_each(?) AS asked CROSS JOIN registered_models AS m WHERE m.name = asked.value
       ORDER BY asked.key`,
      JSON.stringify(names),
    )
    .map((row) => modelOf(row, latest))
}
