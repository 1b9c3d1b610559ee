import type { Answer, Checked } from '#contract/endpoints.ts'
import { invalid } from '#contract/errors.ts'
import { fieldsByKind, foldedLine, type FoundModel, MOST_LETTERS, MOST_VALUES } from '#contract/find/model-fields.ts'
import { foundIn, meantBy, ranked, scoreIn, wordsIn } from '#contract/find/rank.ts'
import type { Db } from '../../db.ts'
import { modelInParts } from '../registry/registry-in-parts.ts'
import { modelsFilter, modelsOf } from '../registry/search-registry.ts'
import { offsetOf, tokenFor } from '../search/page-token.ts'
import type { Sql } from '../search/search-text-sql.ts'
import type { Most } from '../too-much.ts'
import { inProduction, liveVersion } from './in-production.ts'
import { kindOf, type TextKind, versionsWith } from './version-texts.ts'

const USUAL = 100
const MOST = 1000

/**
 * Finds the models that have every word in a text of theirs, also as a part of another word, the best first. A word that is nowhere
 * stands for those that it may be a typing mistake of. The browser answers the same from an index of its own in front of MLflow
 * (src/domain/find/model-index.ts).
 */
export function findModels(db: Db, input: Asked): Answer<'findModels'> {
  const { names, wanted, ...page } = findNames(db, input)
  return { found: foundOf(db, names, wanted), ...page }
}

type Asked = Checked<'findModels'>
/** For each word, the folded terms that it stands for. */
type Wanted = readonly (readonly string[])[]

/** Finds the names of that page only, and by what. */
export function findNames(db: Db, { words, filter, max_results = USUAL, page_token }: Asked) {
  if (max_results < 1 || max_results > MOST) throw invalid(`'max_results' must be between 1 and ${MOST}.`)
  const size = Number(max_results)
  const from = offsetOf(page_token)
  const among = filter ? modelsFilter(db, filter) : undefined
  const wanted: Wanted = words.map((word) => termsOf(db, foldedLine(word)))
  const { names, total } = ranked(
    wanted.map((terms) => scoresOf(db, terms, among)),
    from + size,
  )
  const next_page_token = total > from + size ? tokenFor({ offset: from + size }) : undefined
  return { names: names.slice(from), wanted, total, ...(next_page_token && { next_page_token }) }
}

/** Reads the models with these names, in that order, and where they were found. Throws `TooMuch` if their texts are longer than `most`. */
export const foundOf = (db: Db, names: readonly string[], wanted: Wanted, most?: Most) =>
  modelsOf(db, names, most).map((registered_model) => ({
    registered_model,
    ...whereFound(db, registered_model, wanted),
  }))

/** The same of one model, with its lists part by part. Undefined if it is not there. */
export function foundInParts(db: Db, name: string, wanted: Wanted) {
  const registered_model = modelInParts(db, name)
  if (!registered_model) return undefined
  const { description } = registered_model
  return { registered_model, ...whereFound(db, { name, description, ...shortLists(db, name) }, wanted) }
}

/** What of a model's long lists it is found by. */
const shortLists = (db: Db, name: string): Pick<FoundModel, 'tags' | 'aliases' | 'latest_versions'> => ({
  tags: db.all(
    `SELECT key, substr(value, 1, ${MOST_LETTERS}) AS value FROM registered_model_tags WHERE name = ? ORDER BY key LIMIT ${MOST_VALUES}`,
    name,
  ),
  aliases: db.all('SELECT alias, CAST(version AS TEXT) AS version FROM aliases WHERE name = ? ORDER BY alias', name),
  latest_versions: db.all(
    'SELECT CAST(max(version) AS TEXT) AS version, current_stage FROM model_versions WHERE name = ? GROUP BY current_stage',
    name,
  ),
})

const whereFound = (db: Db, model: FoundModel, wanted: Wanted) =>
  foundIn((kind) => {
    const live = kind === 'production' ? liveVersion(db, model.name) : undefined
    const versions = kind === 'versions' ? versionsWith(db, model.name, wanted.flat()) : undefined
    // A run that the caller may not read gives nothing.
    return fieldsByKind[kind](model, { versions, live: live && inProduction(db, live) })
  }, wanted)

type Text = readonly [name: string, kind: TextKind, text: string]

/**
 * Whether any texts are hidden: those of a model, or of what a run of another experiment logged. Then all that are shown are looked at,
 * because
 * an index would lead to hidden ones too, and the time would tell that they have the word (docs/accounts.md §2).
 */
const hidesTexts = (db: Db): boolean => Boolean(db.hides?.('models') || db.hides?.('experiments'))

/**
 * The indexed texts that have a folded term. A view of `model_texts` leaves out what the caller may not read (seen.ts); `main` is all of
 * it.
 */
function indexedWith(db: Db, term: string): { from: string; params: string[] } {
  const letters = [...term]
  const has = 'weigh(octet_length(t.text)) AND instr(t.text, ?)'
  // LIMIT: SQLite would look for the term first.
  if (hidesTexts(db))
    return { from: `(SELECT s.name, s.kind, s.text FROM model_texts AS s LIMIT -1) AS t WHERE ${has}`, params: [term] }
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
  const { from, params } = indexedWith(db, term)
  return db.get(`SELECT 1 FROM ${from} LIMIT 1`, ...params) !== undefined
}

/** The word itself if it occurs, or else those words that differ from it by few typing mistakes. */
function termsOf(db: Db, word: string): string[] {
  if (word.length < 4 || occurs(db, word)) return [word]
  if (hidesTexts(db)) return meantBy(word, shownWords(db))
  const vocabulary = new Set(
    db
      .lists<[string]>('SELECT term FROM main.model_vocabulary WHERE weigh(50 + octet_length(term))')
      .map(([term]) => term),
  )
  return meantBy(word, vocabulary, (other) => other.length > 3 && other.length < 40 && occurs(db, other))
}

/** So many texts are in memory at a time. */
const TEXTS = 10_000

/** The words of the indexed texts that are shown. */
function shownWords(db: Db): Set<string> {
  const words = new Set<string>()
  for (let last: number | undefined = 0; last !== undefined;) {
    const texts: [id: number, text: string][] = db.lists(
      `SELECT t.id, t.text FROM model_texts AS t WHERE t.id > ? AND weigh(octet_length(t.text)) ORDER BY t.id LIMIT ${TEXTS}`,
      last,
    )
    for (const [, text] of texts) for (const word of wordsIn(text)) words.add(word)
    last = texts.at(-1)?.[0]
  }
  return words
}

/** What these terms are worth in each model that has one. */
function scoresOf(db: Db, terms: readonly string[], among: Sql | undefined): Map<string, number> {
  const [also, values] = among ? [` AND t.name IN (${among.sql})`, among.params] : ['', []]
  const scores = new Map<string, number>()
  for (const term of terms) {
    const { from, params } = indexedWith(db, term)
    for (const [name, kind, text] of db.lists<Text>(
      `SELECT t.name, t.kind, t.text FROM ${from}${also}`,
      ...params,
      ...values,
    ))
      scores.set(name, scoreIn(kindOf(kind), text, term, scores.get(name)))
  }
  return scores
}
