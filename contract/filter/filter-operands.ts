import { FilterError } from './filter-error.ts'
import { grammars, type Entity, type Grammar, type Operand } from './filter-grammars.ts'
import { badClause, badEntity, badKey, notIdentifier } from './filter-messages.ts'
import { tokenize, type Token } from './filter-tokens.ts'

/** A filter being read: `at` is the next token. */
export type Cursor = { readonly grammar: Grammar; readonly text: string; readonly tokens: readonly Token[]; at: number }

/** A cursor at the start of a filter. */
export const cursorOver = (grammar: Grammar, text: string): Cursor => ({ grammar, text, tokens: tokenize(text), at: 0 })

/** Returns the token `ahead` without moving the cursor; past the end, the token `end`. */
export function peek(cursor: Cursor, ahead = 0): Token {
  return cursor.tokens[Math.min(cursor.at + ahead, cursor.tokens.length - 1)]! // tokenize ends every list with 'end'
}

/** Returns the next token and moves past it. */
export function take(cursor: Cursor): Token {
  const token = peek(cursor)
  cursor.at += 1
  return token
}

/** Whether a token is one of `words` (given in upper case), ignoring case. */
export const isWord = (token: Token, ...words: string[]): boolean =>
  token.kind === 'word' && words.includes(token.text.toUpperCase())

/** The error for a token that belongs to no comparison. */
export function stray(cursor: Cursor, token: Token): FilterError {
  const found = token.kind === 'end' ? undefined : token.text.slice(0, 100)
  return new FilterError(badClause(cursor.grammar, cursor.text, found), token.start)
}

/** `key` as written but unquoted; `entity` is null if none was written. */
export type Identifier = {
  entity: string | null
  key: string
  keyIsQuoted: boolean
  start: number
  keyStart: number
  end: number
}

/**
 * Reads `key`, `entity.key` or `entity."any key"`. Dots after the first belong to the key; spaces around the dot are not
 * allowed. Throws FilterError if there is none.
 */
export function readIdentifier(cursor: Cursor): Identifier {
  const first = peek(cursor)
  const isName = first.kind === 'word' || (first.kind === 'quoted' && first.text[0] !== "'")
  if (!isName || isWord(first, 'AND', 'OR', 'NOT', 'IN', 'IS', 'LIKE', 'ILIKE', 'BETWEEN', 'NULL')) {
    const isComparison = (first.kind === 'quoted' || first.kind === 'number') && peek(cursor, 1).kind === 'comparator'
    throw isComparison ? new FilterError(notIdentifier(first.text), first.start) : stray(cursor, first)
  }
  take(cursor)
  const second = peek(cursor)
  const isJoined = second.start === first.end
  const name = first.kind === 'quoted' ? first.text.slice(1, -1) : first.text
  const at = { start: first.start, end: first.end }
  if (first.kind === 'quoted') {
    if (!isJoined || second.kind !== 'word' || second.text[0] !== '.')
      return { ...at, entity: null, key: name, keyIsQuoted: true, keyStart: first.start }
    // An entity can be quoted in backquotes only.
    return readKey(cursor, { entity: first.text[0] === '`' ? name : first.text, start: first.start })
  }
  const dot = name.indexOf('.')
  if (dot < 0) return { ...at, entity: null, key: name, keyIsQuoted: false, keyStart: first.start }
  cursor.at -= 1
  return readKey(cursor, { entity: name.slice(0, dot), start: first.start })
}

/** Reads the key after the first dot of the next word: the rest of that word, or the quoted text right after it. */
function readKey(cursor: Cursor, before: { entity: string; start: number }): Identifier {
  const word = take(cursor)
  const dot = word.text.indexOf('.')
  const rest = word.text.slice(dot + 1)
  const quoted = peek(cursor)
  if (rest === '' && quoted.kind === 'quoted' && quoted.start === word.end) {
    take(cursor)
    return { ...before, key: quoted.text.slice(1, -1), keyIsQuoted: true, keyStart: quoted.start, end: quoted.end }
  }
  const keyStart = word.start + dot + 1
  if (rest === '') throw stray(cursor, quoted.start === word.end ? quoted : word)
  return { ...before, key: rest, keyIsQuoted: false, keyStart, end: word.end }
}

/** Resolves the entity of an identifier. Throws FilterError for one that the grammar lacks. */
export function entityOf(cursor: Cursor, identifier: Identifier): Entity {
  if (identifier.entity === null) return 'attribute'
  const entity = grammars[cursor.grammar].entities.get(identifier.entity)
  if (!entity) {
    const written = cursor.text.slice(identifier.start, identifier.end)
    throw new FilterError(badEntity(cursor.grammar, identifier.entity, written), identifier.start)
  }
  return entity
}

/** Resolves an identifier. Throws FilterError for an unknown entity, attribute or dataset key. */
export function readOperand(cursor: Cursor): Operand & { entity: Entity; start: number } {
  const rules = grammars[cursor.grammar]
  const identifier = readIdentifier(cursor)
  const { start, keyStart } = identifier
  const entity = entityOf(cursor, identifier)
  const odd = peek(cursor)
  if (odd.start === identifier.end && !/^[\s=<>!~()]|^$/.test(odd.text)) {
    // `metrics.tr-loss`: MLflow wants backquotes here too, but its message does not say so.
    const found = /^[^\s=<>!~]*/.exec(cursor.text.slice(start, start + 300))?.[0] ?? ''
    throw new FilterError(notIdentifier(found, identifier), odd.start)
  }
  if (entity === 'attribute') {
    const operand = rules.attributes.get(identifier.key)
    const asWritten = cursor.text.slice(keyStart, identifier.end)
    if (!operand || (identifier.keyIsQuoted && !rules.quotedAttributes))
      throw new FilterError(badKey(cursor.grammar, entity, asWritten, rules.attributes.keys()), keyStart)
    return { ...operand, entity, start }
  }
  if (entity === 'dataset' && !rules.datasetKeys.includes(identifier.key))
    throw new FilterError(badKey(cursor.grammar, entity, identifier.key, rules.datasetKeys), keyStart)
  const value = entity === 'metric' ? 'number' : 'string'
  return { key: identifier.key, value, comparators: rules.comparators[entity] ?? [], entity, start }
}
