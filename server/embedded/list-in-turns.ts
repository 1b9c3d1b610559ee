import { setImmediate as nextTurn } from 'node:timers/promises'
import { writeJson } from './json.ts'

/** How long one turn may take, in ms: meanwhile nobody else is answered. */
const TURN_MS = 5

/**
 * Answers with the JSON of an object that has one list, each of whose items is read when it is asked for: at once if that takes no longer than
 * a turn, else in turns, as the client takes it. So a long list that no thread can read holds up nobody.
 */
export function listInTurns(list: string, items: Iterable<unknown>, ms = TURN_MS): Response {
  const turns = turnsOf(list, items, ms)
  const { text, last } = turns.next().value!
  if (last) return jsonOf(text)
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(text)),
    async pull(controller) {
      await nextTurn()
      const { text, last } = turns.next().value!
      controller.enqueue(encoder.encode(text))
      if (last) controller.close()
    },
    cancel: () => void turns.return(undefined),
  })
  return jsonOf(body)
}

const jsonOf = (body: string | ReadableStream<Uint8Array>) =>
  new Response(body, { headers: { 'Content-Type': 'application/json' } })

const encoder = new TextEncoder()

function* turnsOf(
  list: string,
  items: Iterable<unknown>,
  ms: number,
): Generator<{ text: string; last: boolean }, undefined> {
  let text = `{${JSON.stringify(list)}:[`
  let separator = ''
  let until = performance.now() + ms
  for (const item of items) {
    text += separator + writeJson(item)
    separator = ','
    if (performance.now() < until) continue
    yield { text, last: false }
    text = ''
    until = performance.now() + ms
  }
  yield { text: `${text}]}`, last: true }
}
