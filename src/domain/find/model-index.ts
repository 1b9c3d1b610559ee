import { fieldsByKind, foldedLine, foldedLines, type InProduction, type Kind } from '#contract/find/model-fields.ts'
import { type Found, foundIn, meantBy, ranked, scoreIn, wordsIn } from '#contract/find/rank.ts'
import type { RegisteredModel } from '#contract/models.ts'

type Entry = { model: RegisteredModel; live: InProduction | undefined; texts: readonly (readonly [Kind, string])[] }

/** Everything that words are found in, and the words that occur. */
export type ModelIndex = { entries: ReadonlyMap<string, Entry>; words: ReadonlySet<string> }

export type FoundModel = Readonly<Found> & { readonly model: RegisteredModel }

/** Models read before other work gets its turn, so that typing never waits. */
const AT_A_TIME = 100

/** Reads all models, in pieces of a few ms. `live`: what is known of their versions in Production. */
export async function indexOf(
  models: readonly RegisteredModel[],
  live: ReadonlyMap<string, InProduction> = new Map(),
  signal?: AbortSignal,
): Promise<ModelIndex> {
  const entries = new Map<string, Entry>()
  const words = new Set<string>()
  for (const [at, model] of models.entries()) {
    const of = live.get(model.name)
    const texts = kinds.map((kind) => [kind, foldedLines(fieldsByKind[kind](model, of))] as const)
    entries.set(model.name, { model, live: of, texts })
    for (const [, text] of texts) for (const word of wordsIn(text)) words.add(word)
    if (at % AT_A_TIME === AT_A_TIME - 1) {
      await new Promise((done) => setTimeout(done))
      signal?.throwIfAborted()
    }
  }
  return { entries, words }
}

const kinds = Object.keys(fieldsByKind) as Kind[] // its keys are the kinds

/**
 * The models that have every word somewhere, also as a part of another word, the best first. A word that occurs nowhere
 * stands for those that it may be a typing mistake of. The embedded backend answers the same (server/embedded/store/find/).
 */
export function findModels({ entries, words }: ModelIndex, typed: readonly string[]): FoundModel[] {
  const wanted = typed.map((word) => meantIn(foldedLine(word), entries, words))
  const scores = wanted.map((terms) => {
    const found = new Map<string, number>()
    for (const [name, { texts }] of entries) {
      let score = 0
      for (const term of terms) for (const [kind, text] of texts) score = scoreIn(kind, text, term, score)
      if (score > 0) found.set(name, score)
    }
    return found
  })
  return ranked(scores).names.map((name) => {
    const { model, live } = entries.get(name)! // a key of `entries`
    let found: Found | undefined
    // Where they were found is looked for when it is shown.
    const look = () => (found ??= foundIn((kind) => fieldsByKind[kind](model, live), wanted))
    return {
      model,
      get terms() {
        return look().terms
      },
      get where() {
        return look().where
      },
    }
  })
}

/** The word itself if it occurs, or else those words that differ from it by few typing mistakes. */
function meantIn(word: string, entries: ModelIndex['entries'], words: ReadonlySet<string>): string[] {
  if (word.length < 4) return [word]
  for (const { texts } of entries.values()) if (texts.some(([, text]) => text.includes(word))) return [word]
  return meantBy(word, words)
}
