import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Carried, take } from './carried-text.ts'
import { writeJson } from './json.ts'
import { textsOf } from './json-in-parts.ts'
import { type AnswerPiece, jsonOf, openHere, type Person } from './open-answers.ts'

/** How long one turn may take, in ms: meanwhile nobody else is answered. */
const TURN_MS = 5
/** So much text is sent, however soon it is written: a client may leave it unread. */
const LENGTH = 200_000

/**
 * Answers with the JSON of an object that has one list, each of whose items is read when it is asked for: at once if that takes no longer than
 * a turn, else in turns, as the client takes it. So a long list that no thread can read holds up nobody. `requireStill` throws, before each
 * turn, if the caller may no longer read it: then the answer breaks off.
 */
export const listInTurns = (list: string, items: Iterable<unknown>, requireStill: () => void, how?: How): Response =>
  inTurns(textsOfList(list, items), requireStill, how)

/** `ms`: how long a turn may take. */
type How = { person?: Person; ms?: number }

/** As many items of a list are written in some milliseconds, though each may hold a text of 10,000 letters. */
const MANY = 200
/** As many are written together. */
const TOGETHER = 100

/** The same for an object whose lists are there already, if one of them is so long that writing it takes more than a turn; else undefined. */
export function longInTurns(answer: unknown, requireStill: () => void, how?: How): Response | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const fields = Object.entries(answer)
  if (!fields.some(([, field]) => isLong(field))) return undefined
  const parts = Object.fromEntries(fields.map(([key, field]) => [key, isLong(field) ? some(field) : field]))
  return inTurns(textsOf(parts), requireStill, how)
}

const isLong = (field: unknown): field is unknown[] => Array.isArray(field) && field.length > MANY

function* some(items: readonly unknown[]): Generator<unknown[]> {
  for (let at = 0; at < items.length; at += TOGETHER) yield items.slice(at, at + TOGETHER)
}

function* textsOfList(list: string, items: Iterable<unknown>): Generator<Carried> {
  let start = `{${JSON.stringify(list)}:[`
  for (const item of items) {
    yield { text: start + writeJson(item) }
    start = ','
  }
  yield { text: start === ',' ? ']}' : `${start}]}` }
}

function inTurns(texts: Generator<Carried>, requireStill: () => void, { person, ms = TURN_MS }: How = {}): Response {
  const turns = turnsOf(texts, ms)
  const first = turns.next().value!
  if (first.last) return jsonOf(first.text)
  return openHere(() => turns.return(), person).stream(pieceOf(first).bytes, async () => {
    await nextTurn()
    requireStill()
    return pieceOf(turns.next().value ?? { text: '', last: true })
  })
}

const pieceOf = (part: AnswerPart): AnswerPiece => ({ bytes: encoder.encode(take(part)), last: part.last })

const encoder = new TextEncoder()

type AnswerPart = Carried & { last: boolean }

function* turnsOf(texts: Generator<Carried>, ms: number): Generator<AnswerPart, void> {
  let text = ''
  let until = performance.now() + ms
  for (const carried of texts) {
    text += take(carried)
    if (performance.now() < until && text.length < LENGTH) continue
    const part = { text, last: false }
    text = ''
    yield part
    until = performance.now() + ms
  }
  yield { text, last: true }
}
