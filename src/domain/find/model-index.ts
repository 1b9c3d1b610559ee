import { type Beside, fieldsByKind, foldedLine, foldedLines, type Kind } from '#contract/find/model-fields.ts'
import { type Found, foundIn, meantBy, ranked, scoreIn, wordsIn } from '#contract/find/rank.ts'
import type { RegisteredModel } from '#contract/models.ts'

type Entry = { model: RegisteredModel; beside: Beside; texts: readonly (readonly [Kind, string])[] }

/** Everything that words are found in, and the words that occur. */
export type ModelIndex = { entries: ReadonlyMap<string, Entry>; words: ReadonlySet<string> }

export type FoundModel = Readonly<Found> & { readonly model: RegisteredModel }

/** Reads all models, in pieces of a few ms. `beside`: what else is known of each, by its name. */
export async function indexOf(
  models: readonly RegisteredModel[],
  beside: ReadonlyMap<string, Beside> = new Map(),
  signal?: AbortSignal,
): Promise<ModelIndex> {
  const entries = new Map<string, Entry>()
  const words = new Set<string>()
  const turn = turns(signal)
  for (const model of models) {
    const of = besideOf(model, beside.get(model.name))
    const texts = kinds.map((kind) => [kind, foldedLines(fieldsByKind[kind](model, of))] as const)
    entries.set(model.name, { model, beside: of, texts })
    for (const [, text] of texts) for (const word of wordsIn(text)) words.add(word)
    if (turn.isOver()) await turn.next()
  }
  return { entries, words }
}

const kinds = Object.keys(fieldsByKind) as Kind[] // its keys are the kinds

/** Also the versions that MLflow answers with the model, which are known at once. */
function besideOf({ latest_versions = [] }: RegisteredModel, { live, versions = [] }: Beside = {}): Beside {
  const all = new Map([...latest_versions, ...versions].map((version) => [version.version, version]))
  return { live, versions: [...all.values()].toSorted((a, b) => Number(b.version) - Number(a.version)) }
}

/**
 * The models that have every word somewhere, also as a part of another word, the best first. A word that occurs nowhere
 * stands for those that it may be a typing mistake of. Works in pieces of a few ms, so that typing never waits. The embedded backend
 * answers the same (server/embedded/store/find/).
 */
export async function findModels(
  { entries, words }: ModelIndex,
  typed: readonly string[],
  signal?: AbortSignal,
): Promise<FoundModel[]> {
  const turn = turns(signal)
  const wanted: string[][] = []
  for (const word of typed) wanted.push(await meantIn(foldedLine(word), { entries, words }, turn))
  const scores: Map<string, number>[] = []
  for (const terms of wanted) {
    const found = new Map<string, number>()
    for (const [name, { texts }] of entries) {
      let score = 0
      for (const term of terms) for (const [kind, text] of texts) score = scoreIn(kind, text, term, score)
      if (score > 0) found.set(name, score)
      if (turn.isOver()) await turn.next()
    }
    scores.push(found)
  }
  await turn.next()
  const { names } = ranked(scores)
  await turn.next()
  return names.map((name) => foundModel(entries.get(name)!, wanted)) // `ranked` gives keys of `entries`
}

function foundModel({ model, beside }: Entry, wanted: readonly (readonly string[])[]): FoundModel {
  let found: Found | undefined
  // Where they were found is looked for when it is shown.
  const look = () => (found ??= foundIn((kind) => fieldsByKind[kind](model, beside), wanted))
  return {
    model,
    get terms() {
      return look().terms
    },
    get where() {
      return look().where
    },
  }
}

/** The word itself if it occurs, or else those words that differ from it by few typing mistakes. */
async function meantIn(word: string, { entries, words }: ModelIndex, turn: Turns): Promise<string[]> {
  if (word.length < 4) return [word]
  for (const { texts } of entries.values()) {
    if (texts.some(([, text]) => text.includes(word))) return [word]
    if (turn.isOver()) await turn.next()
  }
  const meant: string[] = []
  let some: string[] = []
  for (const other of words) {
    some.push(other)
    if (some.length < SOME_WORDS) continue
    meant.push(...meantBy(word, some))
    some = []
    if (turn.isOver()) await turn.next()
  }
  // The nearest of the nearest.
  return meantBy(word, [...meant, ...some])
}

/** Words that are compared before it is asked whether the turn is over. */
const SOME_WORDS = 200

/** How long work goes on before other work has its turn, in ms. */
const TURN_MS = 8

type Turns = ReturnType<typeof turns>

/** Work in turns, which `signal` ends. */
function turns(signal: AbortSignal | undefined) {
  let since = performance.now()
  return {
    isOver: () => performance.now() - since > TURN_MS,
    async next() {
      await new Promise((done) => setTimeout(done))
      signal?.throwIfAborted()
      since = performance.now()
    },
  }
}
