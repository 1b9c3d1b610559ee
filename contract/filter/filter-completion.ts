import { type Comparator, type Grammar, grammars } from './filter-grammars.ts'
import { isWord } from './filter-operands.ts'
import { type Token, tokenize } from './filter-tokens.ts'

/** What may come next: `text` takes the place of everything from `start` on. */
type Completion = { text: string; start: number }

/** Keys as a filter writes them (`tags.team`), with the values that have been seen of each. */
export type Seen = ReadonlyMap<string, ReadonlySet<string>>

const MAX_COMPLETIONS = 8

/**
 * What may follow the end of a filter that is being typed: a key, a comparator, a value that was seen, AND. Nothing for
 * plain words, which are no filter, beyond the keys that begin like the only one. Never throws.
 */
export function completions(grammar: Grammar, text: string, seen: Seen): Completion[] {
  const tokens = tokenize(text).slice(0, -1)
  const clause = tokens.slice(tokens.findLastIndex((token) => isWord(token, 'AND')) + 1)
  const last = clause.at(-1)
  const isTouched = last?.end === text.length
  if (isTouched && last?.kind === 'quoted') return [] // nothing follows a quote without a space
  const isOpen = last !== undefined && isTouched
  const typed = isOpen ? last.text : ''
  const before = isOpen ? clause.slice(0, -1) : clause
  const start = isOpen ? last.start : text.length
  return optionsAfter(grammar, text, before, seen)
    .filter((option) => bare(option).startsWith(bare(typed)) && option !== typed)
    .slice(0, MAX_COMPLETIONS)
    .map((option) => ({ text: option, start }))
}

/** A key is found by its letters: nobody types the backquotes that it needs before they know of them. */
const bare = (text: string) => text.replaceAll('`', '').toLowerCase()

function optionsAfter(grammar: Grammar, text: string, clause: readonly Token[], seen: Seen): string[] {
  const [first] = clause
  if (!first) return text.trim() === '' ? [] : keysOf(grammar, seen)
  const at = clause.findIndex(
    (token) => token.kind === 'comparator' || isWord(token, 'LIKE', 'ILIKE', 'IN', 'IS', 'NOT'),
  )
  const keyEnd = (at < 0 ? clause.at(-1) : clause[at - 1])?.end ?? first.end
  const key = text.slice(first.start, keyEnd)
  const comparators = comparatorsOf(grammar, key)
  if (comparators.length === 0) return []
  if (at < 0) return [...comparators]
  if (at < clause.length - 1) return ['AND']
  return [...(seen.get(key) ?? [])].filter((value) => !value.includes("'")).map((value) => `'${value}'`)
}

function keysOf(grammar: Grammar, seen: Seen): string[] {
  const own = [...grammars[grammar].attributes].filter(([name, operand]) => name === operand.key).map(([name]) => name)
  return [...new Set([...own, ...seen.keys()])]
}

function comparatorsOf(grammar: Grammar, key: string): readonly Comparator[] {
  const { attributes, entities, comparators } = grammars[grammar]
  const attribute = attributes.get(key)
  if (attribute) return attribute.comparators
  const entity = entities.get(key.slice(0, Math.max(0, key.indexOf('.'))))
  return (entity && comparators[entity]) ?? []
}
