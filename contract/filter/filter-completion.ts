import { type Comparator, type Grammar, grammars } from './filter-grammars.ts'
import { isWord } from './filter-operands.ts'
import { type Token, tokenize } from './filter-tokens.ts'

/** A possible continuation: `text` replaces everything from `start` on. */
type Completion = { text: string; start: number }

/** Keys as written in a filter (`tags.team`), with the values seen for each. */
export type Seen = ReadonlyMap<string, ReadonlySet<string>>

const MAX_COMPLETIONS = 8

/**
 * Suggests how to continue a filter while it is typed: a key, a comparator, a value seen before, or AND. For plain words
 * it suggests nothing, except keys that begin like a single word. Never throws.
 */
export function completions(grammar: Grammar, text: string, seen: Seen): Completion[] {
  const tokens = tokenize(text).slice(0, -1)
  const clause = tokens.slice(tokens.findLastIndex((token) => isWord(token, 'AND')) + 1)
  const last = clause.at(-1)
  const isTouched = last?.end === text.length
  if (isTouched && last?.kind === 'quoted') return [] // a space must follow the closing quote first
  const isOpen = last !== undefined && isTouched
  const typed = isOpen ? last.text : ''
  const before = isOpen ? clause.slice(0, -1) : clause
  const start = isOpen ? last.start : text.length
  return optionsAfter(grammar, text, before, seen)
    .filter((option) => bare(option).startsWith(bare(typed)) && option !== typed)
    .slice(0, MAX_COMPLETIONS)
    .map((option) => ({ text: option, start }))
}

/** Compares keys without backquotes: nobody types those before knowing that the key needs them. */
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
