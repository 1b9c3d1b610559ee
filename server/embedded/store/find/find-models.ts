import type { Answer, Checked } from '#contract/endpoints.ts'
import { invalid } from '#contract/errors.ts'
import { fieldsByKind, foldedLine } from '#contract/find/model-fields.ts'
import { foundIn, meantBy, ranked, scoreIn, wordsIn } from '#contract/find/rank.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { Db } from '../../db.ts'
import { latestVersions } from '../registry/latest-versions.ts'
import { modelColumns, modelOf, type ModelRow } from '../registry/model-rows.ts'
import { modelsFilter } from '../registry/search-registry.ts'
import { offsetOf, tokenFor } from '../search/page-token.ts'
import type { Sql } from '../search/search-text-sql.ts'
import { inProduction, liveVersion } from './in-production.ts'
import { kindOf, type TextKind, versionsWith } from './version-texts.ts'

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
        const versions = kind === 'versions' ? versionsWith(db, registered_model.name, wanted.flat()) : undefined
        // A run that the caller may not read gives nothing.
        return fieldsByKind[kind](registered_model, { versions, live: live && inProduction(db, live) })
      }, wanted),
    })),
    total,
    ...(total > from + size && { next_page_token: tokenFor(from + size) }),
  }
}

type Text = readonly [name: string, kind: TextKind, text: string]

/**
 * The indexed texts that have a folded term. A view of `model_texts` leaves out what the caller may not read (seen.ts); `main` is all of
 * it. Recent texts stand for some of them.
 */
function indexedWith(term: string): { from: string; params: string[] } {
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
  const { from, params } = indexedWith(term)
  const isNewest = 'NOT EXISTS (SELECT 1 FROM main.recent_texts AS n WHERE n.name = t.name AND n.kind = t.kind)'
  if (db.get(`SELECT 1 FROM ${from} AND ${isNewest} LIMIT 1`, ...params)) return true
  return db.get('SELECT 1 FROM recent_texts AS t WHERE instr(t.text, ?) LIMIT 1', term) !== undefined
}

/** The word itself if it occurs, or else those words that differ from it by few typing mistakes. */
function termsOf(db: Db, word: string): string[] {
  if (word.length < 4 || occurs(db, word)) return [word]
  const indexed = db.lists<[string]>('SELECT term FROM main.model_vocabulary').map(([term]) => term)
  const recent = db.lists<[string]>('SELECT text FROM recent_texts').flatMap(([text]) => wordsIn(text))
  const vocabulary = new Set([...indexed, ...recent])
  return meantBy(word, vocabulary, (other) => other.length > 3 && other.length < 40 && occurs(db, other))
}

/** What these terms are worth in each model that has one. */
function scoresOf(db: Db, terms: readonly string[], among: Sql | undefined): Map<string, number> {
  const [also, values] = among ? [` AND t.name IN (${among.sql})`, among.params] : ['', []]
  const recent = db.lists<Text>(
    `SELECT t.name, t.kind, t.text FROM recent_texts AS t WHERE t.text != ''${also}`,
    ...values,
  )
  const replaced = Map.groupBy(
    db.lists<[string, TextKind]>('SELECT name, kind FROM main.recent_texts'),
    ([name]) => name,
  )
  const isReplaced = (name: string, kind: TextKind) => replaced.get(name)?.some(([, other]) => other === kind) ?? false
  const scores = new Map<string, number>()
  const count = ([name, kind, text]: Text, term: string) =>
    scores.set(name, scoreIn(kindOf(kind), text, term, scores.get(name)))
  for (const term of terms) {
    const { from, params } = indexedWith(term)
    const indexed = db.lists<Text>(`SELECT t.name, t.kind, t.text FROM ${from}${also}`, ...params, ...values)
    for (const found of indexed) if (!isReplaced(found[0], found[1])) count(found, term)
    for (const found of recent) if (found[2].includes(term)) count(found, term)
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
