import { mistakes } from './edit-distance.ts'
import { type Field, foldedLine, type Kind, kinds, weights } from './model-fields.ts'

/** Whether there is a letter or a digit at this place of a text; fast for ASCII, because it is asked a hundred thousand times. */
function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (!(code >= 128)) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90)
  return /[\p{L}\p{N}]/u.test(text[at]!) // NaN, outside of the text, is not above 128
}

/** Occurrences that are looked at in one text. */
const MOST_LOOKED_AT = 20

/**
 * How well a folded term is found in folded text, 0 if not at all: a whole word tells more than the beginning of one, and that more than
 * its middle.
 */
function closeness(text: string, term: string): number {
  let best = 0
  let looked = 0
  for (let at = text.indexOf(term); at >= 0 && best < 2; at = text.indexOf(term, at + 1)) {
    if (looked++ === MOST_LOOKED_AT) break
    best = Math.max(best, isLetter(text, at - 1) ? 1 : isLetter(text, at + term.length) ? 1.5 : 2)
  }
  return best
}

/** What finding a folded term in the texts of this kind is worth, 0 if it is not there, or `known` if that is not less. */
export const scoreIn = (kind: Kind, text: string, term: string, known = 0): number =>
  known >= 2 * weights[kind] ? known : Math.max(known, weights[kind] * closeness(text, term))

/**
 * The names that every word was found in, the best first, and how many there are; of these the first `most`. `scores`: for each word,
 * what it is worth in each.
 */
export function ranked(
  scores: readonly ReadonlyMap<string, number>[],
  most = Infinity,
): { names: string[]; total: number } {
  const [fewest, ...others] = scores.toSorted((a, b) => a.size - b.size)
  const bySum = new Map<number, string[]>()
  let total = 0
  for (const [name, score] of fewest ?? []) {
    let sum = score
    // NaN, if one has it not
    for (const other of others) sum += other.get(name) ?? NaN
    if (Number.isNaN(sum)) continue
    total += 1
    const same = bySum.get(sum)
    if (same) same.push(name)
    else bySum.set(sum, [name])
  }
  const names: string[] = []
  // Ten thousand names have few sums: what nobody sees is not sorted.
  for (const [, same] of [...bySum].toSorted(([x], [y]) => y - x))
    if (names.length < most) names.push(...same.toSorted().slice(0, most - names.length))
  return { names, total }
}

/** Where words were found in a model. */
export type Found = {
  /** What was found, folded, to mark it. */
  terms: string[]
  /** Where else than in the name or the description, such as “Tag team: rides”. */
  where?: string | undefined
}

/**
 * Says where a model has these words, each given by the terms that it stands for. `fieldsOf`: asked only for kinds that may have a better
 * place.
 */
export function foundIn(fieldsOf: (kind: Kind) => readonly Field[], words: readonly (readonly string[])[]): Found {
  const read = new Map<Kind, { field: Field; folded: string }[]>()
  const fieldsIn = (kind: Kind) => {
    let fields = read.get(kind)
    if (!fields) read.set(kind, (fields = fieldsOf(kind).map((field) => ({ field, folded: foldedLine(field.text) }))))
    return fields
  }
  const hits = words.flatMap((terms) => {
    let best: { term: string; score: number; in: Field } | undefined
    for (const kind of kinds) {
      if (best && best.score >= 2 * weights[kind]) break
      for (const term of terms)
        for (const { field, folded } of fieldsIn(kind)) {
          const score = scoreIn(kind, folded, term)
          if (score > (best?.score ?? 0)) best = { term, score, in: field }
        }
    }
    return best ?? []
  })
  const elsewhere = hits.find(({ in: { kind } }) => kind !== 'name' && kind !== 'description')?.in
  return {
    terms: hits.map(({ term }) => term),
    ...(elsewhere && { where: `${elsewhere.label} ${elsewhere.text}` }),
  }
}

/** The words in folded text that a typing mistake may have been made in. */
export const wordsIn = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 3 && word.length < 40)

/** More words nobody meant by one. */
const MOST_MEANT = 12

/** The words that a folded one may be a typing mistake of: those with the fewest mistakes. `isThere` says which of them occur. */
export function meantBy(
  word: string,
  words: Iterable<string>,
  isThere: (word: string) => boolean = () => true,
): string[] {
  if (word.length < 4) return []
  const most = word.length < 8 ? 1 : 2
  const near: { other: string; distance: number }[] = []
  for (const other of words) {
    if (Math.abs(other.length - word.length) > most) continue
    const distance = mistakes(word, other, most)
    if (distance <= most) near.push({ other, distance })
  }
  const there = near.filter(({ other }) => isThere(other))
  const fewest = Math.min(...there.map(({ distance }) => distance))
  return there
    .flatMap(({ other, distance }) => (distance === fewest ? other : []))
    .toSorted()
    .slice(0, MOST_MEANT)
}
