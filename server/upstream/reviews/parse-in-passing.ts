import { ApiError } from '#contract/errors.ts'
import { notePassing } from '../../embedded/passing-bytes.ts'
import { openTurn } from '../../embedded/store/artifacts/turn.ts'
import { MAX_JSON, objectIn, quoteNumbers } from '../answers.ts'
import { openStrings } from '../strings-in-pieces.ts'

/** About as many bytes of a list are parsed together. */
const TOGETHER = 64 * 1024

/** Takes some items of the list with that key, in their order. */
type TakeItems = (items: readonly unknown[], key: string) => void

type Json = Record<string, unknown>

/**
 * The object that JSON is, parsed as it arrives, in turns if its lists are long: MLflow answers with 10,000 versions in 5 MB. With `take`, its
 * lists are empty, and nothing is kept of their items but what `take` keeps. Gives undefined for what is not an object, or not JSON. Throws
 * ApiError if it would have to keep more than `MAX_JSON`.
 */
export async function parseInPassing(pieces: AsyncIterable<Buffer>, take?: TakeItems): Promise<Json | undefined> {
  const turn = openTurn()
  const marksIn = openScanner()
  const lists: { key: string; isBegun: boolean; items: unknown[] }[] = []
  /** The text without the items of the lists; each has its own number as its only item. */
  let around = ''
  const part = openPart()
  let held = 0
  for await (const piece of pieces) {
    notePassing(piece.length)
    held += piece.length
    if (held > MAX_JSON) throw new ApiError('BAD_GATEWAY', 'The MLflow server’s answer is too large.')
    let from = 0
    for (const { is, at } of marksIn(piece)) {
      const length = part.length() + at - from
      if (is === 'comma' && length < TOGETHER) continue
      const text = part.end(piece.subarray(from, at))
      from = is === 'end' ? at : at + 1
      if (is === 'begin') {
        around += `${text}[${lists.length}`
        lists.push({ key: /"([^"\\]*)"\s*:\s*$/.exec(text)?.[1] ?? '', isBegun: false, items: [] })
      } else {
        const list = lists.at(-1)! // it has begun
        const items = itemsIn(text)
        if (!items || (items.length === 0 && (is === 'comma' || list.isBegun))) return undefined
        list.isBegun = true
        if (take) {
          take(items, list.key)
          held -= length
        } else for (const item of items) list.items.push(item)
      }
      if (turn.isOver()) await turn.next()
    }
    part.add(piece.subarray(from))
  }
  around += part.end(Buffer.alloc(0))
  const object = objectIn(around) ?? objectIn(quoteNumbers(around))
  return object && withLists(object, (number) => lists[number]!.items) // `around` has the numbers
}

/** The bytes since the last mark, in pieces. */
function openPart() {
  let pieces: Buffer[] = []
  let length = 0
  return {
    length: () => length,
    add(piece: Buffer) {
      if (piece.length === 0) return
      pieces.push(piece)
      length += piece.length
    },
    /** Gives all of them as text, with the last piece. */
    end(piece: Buffer): string {
      const text = (length === 0 ? piece : Buffer.concat([...pieces, piece])).toString('utf8')
      pieces = []
      length = 0
      return text
    },
  }
}

function itemsIn(text: string): unknown[] | undefined {
  for (const list of [() => `[${text}]`, () => `[${quoteNumbers(text)}]`])
    try {
      return JSON.parse(list()) as unknown[] // a list, by its brackets
    } catch {
      // It may have a bare NaN.
    }
  return undefined
}

function withLists(object: Json, listOf: (number: number) => unknown[]): Json {
  for (const [key, value] of Object.entries(object))
    if (Array.isArray(value)) object[key] = listOf(value[0] as number)
    else if (typeof value === 'object' && value !== null) withLists(value as Json, listOf)
  return object
}

/** Finds where the lists begin and end that are not within others, and the commas between their items. */
function openScanner() {
  let depth = 0
  /** The depth of the items of the list that it is in, or 0. */
  let inList = 0
  const strings = openStrings()
  return function* (bytes: Buffer): Generator<{ is: 'begin' | 'comma' | 'end'; at: number }> {
    for (let at = strings.begun(bytes); at < bytes.length; at++) {
      switch (bytes[at]) {
        case QUOTE:
          at = strings.end(bytes, at + 1)
          break
        case BRACE:
          depth++
          break
        case BRACKET:
          depth++
          if (inList > 0 || depth === 1) break
          inList = depth
          yield { is: 'begin', at }
          break
        case CLOSING_BRACE:
          depth--
          break
        case CLOSING_BRACKET:
          if (depth-- !== inList || inList === 0) break
          inList = 0
          yield { is: 'end', at }
          break
        case COMMA:
          if (depth === inList && inList > 0) yield { is: 'comma', at }
      }
    }
  }
}

const [QUOTE, COMMA] = [0x22, 0x2c]
const [BRACE, CLOSING_BRACE, BRACKET, CLOSING_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d]
