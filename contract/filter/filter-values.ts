import { FilterError } from './filter-error.ts'
import type { Entity, Operand } from './filter-grammars.ts'
import * as messages from './filter-messages.ts'
import { peek, stray, take, type Cursor } from './filter-operands.ts'
import type { Token } from './filter-tokens.ts'

type Left = Operand & { entity: Entity }

/** Reads the right side of a comparison. Throws FilterError if the operand `left` does not take such a value. */
export function readValue(cursor: Cursor, left: Left, wantsList: boolean): string | number | string[] {
  const token = peek(cursor)
  if (token.text === '(' || wantsList) return readListFor(cursor, left, wantsList)
  if (token.kind !== 'quoted' && token.kind !== 'number' && token.kind !== 'word') throw stray(cursor, token)
  take(cursor)
  if (left.value === 'string') return stringOf(cursor, left, token)
  if (left.value === 'version' && token.kind === 'word')
    throw new FilterError(messages.notQuoted(token.text), token.start)
  const digits = left.value === 'version' && token.kind === 'quoted' ? token.text.slice(1, -1) : token.text
  if (token.kind !== 'number' && digits === token.text)
    throw new FilterError(messages.badValue(cursor.grammar, left, token.text), token.start)
  if (left.value !== 'number' && !/^-?\d+$/.test(digits))
    throw new FilterError(messages.badInteger(left.key, token.text), token.start)
  return Number(digits)
}

function stringOf(cursor: Cursor, left: Left, token: Token): string {
  // For logged models MLflow accepts any value and knows only single quotes.
  if (cursor.grammar === 'loggedModels')
    return token.kind === 'quoted' && token.text[0] === "'" ? token.text.slice(1, -1) : token.text
  if (token.kind === 'number') throw new FilterError(messages.badValue(cursor.grammar, left, token.text), token.start)
  if (token.kind === 'word' || token.text[0] === '`') throw new FilterError(messages.notQuoted(token.text), token.start)
  return token.text.slice(1, -1)
}

function readListFor(cursor: Cursor, left: Left, wantsList: boolean): string[] {
  const open = peek(cursor)
  if (open.text !== '(') throw stray(cursor, open)
  const list = readList(cursor)
  if (wantsList && left.comparators.includes('IN')) return list
  const isText = left.entity === 'attribute' && (left.value === 'string' || left.value === 'version')
  const found = cursor.text.slice(open.start, Math.min(peek(cursor, -1).end, open.start + 100))
  const message = wantsList && isText ? messages.noList(cursor.grammar) : messages.badValue(cursor.grammar, left, found)
  throw new FilterError(message, open.start)
}

/** Reads `('a', "b")`. MLflow accepts a comma before the closing parenthesis too. */
function readList(cursor: Cursor): string[] {
  const open = take(cursor)
  const list: string[] = []
  for (let token = take(cursor); token.text !== ')'; token = take(cursor)) {
    if (token.kind === 'number' || token.kind === 'word') {
      const found = cursor.text.slice(open.start, token.end).slice(-100)
      throw new FilterError(messages.mixedList(found), token.start)
    }
    if (token.kind !== 'quoted' || token.text[0] === '`') throw new FilterError(messages.brokenList, token.start)
    list.push(token.text.slice(1, -1))
    const next = peek(cursor)
    if (next.text === ',') take(cursor)
    else if (next.text !== ')') throw new FilterError(messages.brokenList, next.start)
  }
  if (list.length === 0) throw new FilterError(messages.emptyList, open.start)
  return list
}
