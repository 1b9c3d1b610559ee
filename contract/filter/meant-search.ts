import { didYouMean } from './did-you-mean.ts'
import type { Seen } from './filter-completion.ts'
import type { FilterError } from './filter-error.ts'
import { writtenKey } from './filter-key.ts'
import { type Grammar, grammars } from './filter-grammars.ts'
import { cursorOver, readIdentifier } from './filter-operands.ts'
import { parseFilter } from './filter.ts'
import { searchText } from './search-text.ts'

/** An unknown name in a search, the known one that was probably meant, and the search with it. */
export type Meant = { found: string; name: string; search: string }

/** What was probably meant by a search that cannot be read because of a name in it. */
export function meantInstead(grammar: Grammar, text: string, problem: FilterError, seen: Seen): Meant | undefined {
  const { unknown, position } = problem
  if (unknown === undefined) return undefined
  const name = didYouMean(unknown, [...attributesOf(grammar), ...seen.keys()])
  if (name === undefined) return undefined
  // `attributes.rmse`: the known name brings what it needs before its dot.
  const before = text.slice(0, position).replace(/\b\w+\.$/, '')
  return { found: unknown, name, search: before + name + text.slice(position + unknown.length) }
}

/** What was probably meant by a search that finds nothing and names a metric, param or tag that nothing seen has. */
export function meantByUnseen(grammar: Grammar, text: string, seen: Seen): Meant | undefined {
  const { rest } = searchText(grammar, text)
  if (!rest) return undefined
  const padded = rest.padStart(text.trimEnd().length)
  for (const { entity, key, start } of parseFilter(grammar, padded)) {
    if (entity === 'attribute' || entity === 'dataset') continue
    const written = writtenKey(`${entity}s`, key)
    if (seen.has(written)) continue
    const name = didYouMean(written, seen.keys())
    const { end } = readIdentifier(cursorOver(grammar, padded.slice(start)))
    if (name !== undefined)
      return { found: written, name, search: text.slice(0, start) + name + text.slice(start + end) }
  }
  return undefined
}

const attributesOf = (grammar: Grammar) =>
  [...grammars[grammar].attributes].filter(([name, { key }]) => name === key).map(([name]) => name)
