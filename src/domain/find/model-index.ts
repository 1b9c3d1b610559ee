import type { RegisteredModel } from '#contract/models.ts'
import { OWNER_TAG, ownTags, tagValue } from '#contract/tags.ts'
import { fold } from '../../text/fold.ts'
import { mistakes } from './edit-distance.ts'

/** A text of a model that words are found in. `weight` says how much a word in it tells. */
type Field = { kind: 'name' | 'description' | 'other'; label: string; text: string; folded: string; weight: number }
type Entry = { model: RegisteredModel; fields: Field[]; all: string }

/** Everything that words are found in, and the words that occur. */
export type ModelIndex = { entries: readonly Entry[]; words: readonly string[] }

export type FoundModel = {
  model: RegisteredModel
  score: number
  /** What was found, folded, to mark it. */
  terms: readonly string[]
  /** Where else than in the name or the description, such as “Tag team: rides”. */
  where?: string
}

/** Models read before other work gets its turn, so that typing never waits. */
const AT_A_TIME = 100

/** Reads all models, in pieces of a few ms. */
export async function indexOf(models: readonly RegisteredModel[], signal?: AbortSignal): Promise<ModelIndex> {
  const entries: Entry[] = []
  const words = new Set<string>()
  for (const [at, model] of models.entries()) {
    const fields = fieldsOf(model)
    const all = fields.map(({ folded }) => folded).join('\n')
    entries.push({ model, fields, all })
    for (const word of all.match(/[\p{L}\p{N}]+/gu) ?? []) if (word.length > 3 && word.length < 40) words.add(word)
    if (at % AT_A_TIME === AT_A_TIME - 1) {
      await new Promise((done) => setTimeout(done))
      signal?.throwIfAborted()
    }
  }
  return { entries, words: [...words] }
}

const field = (kind: Field['kind'], label: string, text: string | undefined, weight: number): Field[] =>
  text ? [{ kind, label, text, folded: fold(text), weight }] : []

function fieldsOf({ name, description, tags, aliases = [], latest_versions = [] }: RegisteredModel): Field[] {
  return [
    ...field('name', 'Name', name, 8),
    ...field('other', 'Owner', tagValue(tags, OWNER_TAG), 4),
    ...aliases.flatMap(({ alias, version }) => field('other', `Version ${version}`, `@${alias}`, 4)),
    ...ownTags(tags).flatMap(({ key, value }) => field('other', 'Tag', `${key}: ${value}`, 4)),
    ...latest_versions.flatMap(({ current_stage = 'None', version }) =>
      current_stage === 'None' ? [] : field('other', `Version ${version}`, current_stage, 2),
    ),
    ...field('description', 'Description', description, 3),
    ...latest_versions.flatMap(({ version, description: about, tags: own }) => [
      ...field('other', `Version ${version}`, about, 2),
      ...ownTags(own).flatMap(({ key, value }) => field('other', `Version ${version}`, `${key}: ${value}`, 2)),
    ]),
  ]
}

/**
 * The models that have every word somewhere, also as a part of another word, the best first. A word that occurs nowhere
 * stands for those that it may be a typing mistake of.
 */
export function findModels({ entries, words }: ModelIndex, typed: readonly string[]): FoundModel[] {
  const wanted = typed.map((word) => meantBy(fold(word), entries, words))
  const found = entries.flatMap((entry): FoundModel[] => {
    const hits = wanted.map((terms) => bestHit(entry, terms))
    if (!hits.every((hit) => hit !== undefined)) return []
    const elsewhere = hits.find(({ in: { kind } }) => kind === 'other')?.in
    return [
      {
        model: entry.model,
        score: hits.reduce((sum, { score }) => sum + score, 0),
        terms: hits.map(({ term }) => term),
        ...(elsewhere && { where: `${elsewhere.label} ${elsewhere.text}` }),
      },
    ]
  })
  return found.toSorted((a, b) => b.score - a.score || (a.model.name < b.model.name ? -1 : 1))
}

type Hit = { term: string; in: Field; score: number }

function bestHit({ fields, all }: Entry, terms: readonly string[]): Hit | undefined {
  let best: Hit | undefined
  for (const term of terms) {
    if (!all.includes(term)) continue
    for (const one of fields) {
      const at = one.folded.indexOf(term)
      if (at < 0) continue
      const score = one.weight * closeness(one.folded, term, at)
      if (!best || score > best.score) best = { term, in: one, score }
    }
  }
  return best
}

const isLetter = (text: string | undefined) => text !== undefined && /[\p{L}\p{N}]/u.test(text)

/** A whole word tells more than the beginning of one, and that more than its middle. */
function closeness(text: string, term: string, at: number): number {
  if (isLetter(text[at - 1])) return 1
  return isLetter(text[at + term.length]) ? 1.5 : 2
}

/** More words nobody meant by one. */
const MOST_MEANT = 12

/** The word itself if it occurs, or else those words that differ from it by few typing mistakes. */
function meantBy(word: string, entries: readonly Entry[], words: readonly string[]): string[] {
  if (word.length < 4 || entries.some(({ all }) => all.includes(word))) return [word]
  const most = word.length < 8 ? 1 : 2
  const near = words
    .map((other) => ({ other, distance: mistakes(word, other, most) }))
    .filter(({ distance }) => distance <= most)
    .toSorted((a, b) => a.distance - b.distance)
  return near.slice(0, MOST_MEANT).map(({ other }) => other)
}
