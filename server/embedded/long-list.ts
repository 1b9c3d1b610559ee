import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Carried, take } from './carried-text.ts'
import { writeJson } from './json.ts'
import { answerFrom, openHere, type Person } from './open-answers.ts'

/** An object with a long list, some items of which are read whenever the client has taken those before: all of it is never in memory. */
export class LongList {
  readonly #texts: AsyncGenerator<Carried, void>
  readonly #end: () => unknown
  constructor(texts: AsyncGenerator<Carried, void>, end: () => unknown) {
    this.#texts = texts
    this.#end = end
  }

  /** `requireStill` throws, before each part, if the caller may no longer read it: then the answer breaks off. */
  answer(requireStill: () => void, person?: Person): Promise<Response> {
    const texts = this.#texts
    const next = async () => {
      await nextTurn()
      requireStill()
      const { value, done = false } = await texts.next()
      return { bytes: encoder.encode(value ? take(value) : ''), last: done }
    }
    const end = async () => {
      await texts.return()
      await this.#end() // a generator that has not begun ends nothing
    }
    // The parts have been begun to be read: they end even if there is no room.
    return answerFrom(
      () => openHere(end, person),
      () => ({ next, end }),
    )
  }
}

const encoder = new TextEncoder()

/** The fields with a list; as they are, if it is empty. `parts` of it are read one by one, if there is more than one. */
export async function withList<F extends object, L extends string, T>(
  fields: F,
  list: L,
  parts: AsyncGenerator<T[], void>,
): Promise<(F & { [K in L]?: T[] }) | LongList> {
  const first = await parts.next()
  const second = first.done ? first : await parts.next()
  if (!first.done && !second.done)
    return new LongList(textsOf(fields, list, again([first.value, second.value], parts)), () => parts.return())
  const items = first.value ?? []
  return { ...fields, ...(items.length > 0 && { [list]: items }) } as F & { [K in L]?: T[] }
}

async function* again<T>(begun: T[], rest: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  for (let next = begun.shift(); next !== undefined; next = begun.shift()) yield next
  yield* rest
}

async function* textsOf(fields: object, list: string, parts: AsyncGenerator<unknown[]>): AsyncGenerator<Carried, void> {
  const around = writeJson(fields).slice(0, -1)
  let start = `${around}${around === '{' ? '' : ','}${JSON.stringify(list)}:[`
  for await (const items of parts) {
    if (items.length === 0) continue
    const out: Carried = { text: start + writeJson(items).slice(1, -1) }
    items.length = 0
    yield out
    start = ','
  }
  yield { text: start === ',' ? ']}' : `${around}}` }
}
