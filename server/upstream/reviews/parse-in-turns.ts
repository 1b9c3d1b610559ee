import { openTurn } from '../../embedded/store/artifacts/turn.ts'
import { objectIn } from '../answers.ts'

/** A text of at most this many characters is parsed at once: it takes a millisecond or two. */
const SHORT = 256 * 1024
/** About as many are parsed together of a longer one. */
const TOGETHER = 64 * 1024

/**
 * The object that a JSON text is, in turns if its own lists are long: MLflow answers with 10,000 versions in 5 MB. Gives undefined for what
 * is not an object, or not JSON.
 */
export async function parseInTurns(text: string): Promise<Record<string, unknown> | undefined> {
  if (text.length <= SHORT || !text.trimStart().startsWith('{')) return objectIn(text)
  const turn = openTurn()
  const lists: unknown[][] = []
  /** The text without the items of the lists; each has its own number as its only item. */
  let around = ''
  let from = 0
  try {
    for (const { is, at } of marksIn(text)) {
      if (is === 'begin') {
        around += `${text.slice(from, at + 1)}${lists.length}`
        lists.push([])
        from = at + 1
      } else if (is === 'end' || at - from >= TOGETHER) {
        const list = lists.at(-1)! // it has begun
        const items = JSON.parse(`[${text.slice(from, at)}]`) as unknown[]
        if (items.length === 0 && (is === 'comma' || list.length > 0)) return undefined
        for (const item of items) list.push(item)
        from = is === 'comma' ? at + 1 : at
      }
      if (turn.isOver()) await turn.next()
    }
  } catch {
    return undefined
  }
  const object = objectIn(around + text.slice(from))
  for (const [key, value] of Object.entries(object ?? {}))
    if (Array.isArray(value)) object![key] = lists[value[0] as number] // `around` has the numbers
  return object
}

/** Where the lists of the outermost object begin and end, and the commas between their items. */
function* marksIn(text: string): Generator<{ is: 'begin' | 'comma' | 'end'; at: number }> {
  let depth = 0
  let isInList = false
  for (let at = 0; at < text.length; at++)
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at)
        break
      case BRACE:
        depth++
        break
      case BRACKET:
        if (++depth !== 2) break
        isInList = true
        yield { is: 'begin', at }
        break
      case CLOSING_BRACE:
        depth--
        break
      case CLOSING_BRACKET:
        if (--depth !== 1 || !isInList) break
        isInList = false
        yield { is: 'end', at }
        break
      case COMMA:
        if (depth === 2 && isInList) yield { is: 'comma', at }
    }
}

/** Where the string ends that begins there. */
function endOfString(text: string, begin: number): number {
  for (let end = begin; ;) {
    end = text.indexOf('"', end + 1)
    if (end < 0) return text.length
    let escapes = 0
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++
    if (escapes % 2 === 0) return end
  }
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [BRACE, CLOSING_BRACE, BRACKET, CLOSING_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d]
