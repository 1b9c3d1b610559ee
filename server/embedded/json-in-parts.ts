import { missing } from '#contract/errors.ts'
import { type Carried, take } from './carried-text.ts'
import { writeJson } from './json.ts'
import { TextInParts } from './store/text-in-parts.ts'

/** As much text is together before it is sent. */
const LENGTH = 100_000

/**
 * The JSON of an object in which lists may be read part by part: they are generators of some of their items. Like a field that is undefined,
 * such a list is left out if it is empty. A part that is one object may have such lists itself, and texts that are read so. Texts of some
 * 100 kB, or as long as one part. Parts are emptied once they are written.
 */
export function* textsOf(value: unknown): Generator<Carried, void> {
  const out: Carried = { text: '' }
  const steps = written(value, out)
  while (!steps.next().done) if (hasText(out, LENGTH)) yield moved(out)
  if (hasText(out, 1)) yield moved(out)
}

const hasText = ({ text }: Carried, length: number): boolean => text.length >= length
const moved = (out: Carried): Carried => ({ text: take(out) })
function add(out: Carried, text: string): void {
  out.text += text
}

/**
 * The same of what `read` gives, which is called again before each text: once it gives nothing, or throws, the rest is not there either, and
 * the answer must not look whole.
 */
export function* textsWhileThere(read: () => unknown): Generator<Carried, void> {
  const texts = textsOf(read())
  for (let next = texts.next(); !next.done; next = texts.next()) {
    yield next.value
    if (read() === undefined) throw missing('It was deleted or hidden while it was read.')
  }
}

/** Adds the JSON to `out`, and stops wherever that may be sent. */
function* written(value: unknown, out: Carried): Generator<void, void> {
  if (value instanceof TextInParts) return yield* textInParts(value, out)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return yield add(out, writeJson(value))
  let separator = '{'
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue
    const start = `${separator}${JSON.stringify(key)}:`
    if (!isInParts(field)) {
      add(out, start)
      yield* written(field, out)
    } else if (!(yield* list(start, field, out))) continue
    separator = ','
  }
  add(out, separator === '{' ? '{}' : '}')
}

function* textInParts({ parts }: TextInParts, out: Carried): Generator<void, void> {
  add(out, '"')
  for (const part of parts) yield add(out, JSON.stringify(part).slice(1, -1))
  add(out, '"')
}

/** Returns whether there are any items. */
function* list(start: string, parts: Iterable<unknown[]>, out: Carried): Generator<void, boolean> {
  let begun = false
  for (const items of parts) {
    if (items.length === 0) continue
    add(out, begun ? ',' : `${start}[`)
    if (isObjectInParts(items)) yield* written(items[0], out)
    else yield writeItems(items, out)
    begun = true
  }
  if (begun) add(out, ']')
  return begun
}

function writeItems(items: unknown[], out: Carried): void {
  add(out, writeJson(items).slice(1, -1))
  items.length = 0
}

const isObjectInParts = ([item, ...others]: readonly unknown[]): boolean => others.length === 0 && hasParts(item)

const hasParts = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).some((field) => field instanceof TextInParts || isInParts(field) || hasParts(field))

const isInParts = (field: unknown): field is Iterable<unknown[]> =>
  typeof field === 'object' && field !== null && !Array.isArray(field) && Symbol.iterator in field
