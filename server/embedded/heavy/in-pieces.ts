import type { Carried } from '../carried-text.ts'
import { writeJson } from '../json.ts'
import { textsWhileThere } from '../json-in-parts.ts'
import type { Most } from '../store/too-much.ts'
import { TooMuch } from '../weigh.ts'
import { keptIds } from './kept-ids.ts'

/**
 * An answer whose one long list is read piece by piece, so that all of it is never in memory. `rest`: its other fields, known at the end.
 */
export type InPieces = { list: string; pieces: Iterator<Part, void>; rest: () => Record<string, unknown> }
/** Items of the list as JSON, with commas between them, and whether they are the last ones. `isInside`: begins in the middle of one. */
export type Part = Carried & { last: boolean; isInside?: boolean }

/** As many runs, models or versions as make a piece of about 100 to 300 kB. */
const PIECE = 100
/** What those of a piece may have logged; if they logged much, there are fewer of them in it. */
const MOST_OF_PIECE: Most = { rows: 3000, characters: 300_000 }
/** After a piece of less text, the next one may hold more. */
const SHORT_PIECE = 100_000

type Found<Id> = { ids: readonly Id[]; next_page_token?: string | undefined }

/**
 * Finds ids and reads what they name, so much at a time that a piece is about as long however much each of them holds. `readInParts`: one of
 * them (json-in-parts.ts), if it alone is too long for a piece.
 */
export function inPieces<Id>(
  list: string,
  find: () => Found<Id>,
  read: (ids: Id[], most?: Most) => unknown[],
  { most = PIECE, readInParts }: { most?: number; readInParts?: (id: Id) => unknown } = {},
): InPieces {
  let next_page_token: string | undefined
  const ids = keptIds(() => {
    const found = find()
    next_page_token ??= found.next_page_token
    return found.ids
  })
  /** Of these, or of as many as a piece may hold; none if the first one is too long for it. */
  function readSome(some: Id[]): { count: number; text: string } {
    if (some.length === 0) return { count: 0, text: '' }
    try {
      const rows = read(some, some.length > 1 || readInParts ? MOST_OF_PIECE : undefined)
      return { count: some.length, text: writeJson(rows).slice(1, -1) }
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error
      return readSome(some.slice(0, some.length / 2))
    }
  }
  function readFrom(at: number, size: number): Part & { count: number; next: number } {
    const { count, text } = readSome(ids.some(at, at + size))
    // What comes next holds mostly as much as what came before.
    const next = text.length < SHORT_PIECE ? Math.min(most, 2 * (count || 1)) : count
    return { count, text, next, last: at + (count || 1) >= ids.count() }
  }
  function* pieces(): Generator<Part, void> {
    try {
      let size = most
      for (let at = 0; at < ids.count();) {
        const part = readFrom(at, size)
        at += part.count || 1
        if (part.count > 0) yield part
        else yield* partsOfOne(() => readInParts?.(ids.some(at - 1, at)[0]!), part.last)
        size = part.next
      }
    } finally {
      ids.forget()
    }
  }
  return { list, pieces: pieces(), rest: () => ({ next_page_token }) }
}

/** A list all of whose items are read together, which takes little time, and kept packed. It is there even if it is empty. */
export function packedInPieces<T>(list: string, read: () => readonly T[]): InPieces {
  let isEmpty = false
  const find = () => {
    const ids = read()
    isEmpty = ids.length === 0
    return { ids }
  }
  return { ...inPieces(list, find, (some) => some), rest: () => (isEmpty ? { [list]: [] } : {}) }
}

function* partsOfOne(read: () => unknown, last: boolean): Generator<Part, void> {
  if (read() === undefined) return yield { text: '', last } // it is gone meanwhile
  let isInside = false
  for (const carried of textsWhileThere(read)) {
    yield Object.assign(carried, { last: false, isInside })
    isInside = true
  }
  yield { text: '', last, isInside: true }
}
