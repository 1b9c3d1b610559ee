import { missing } from '#contract/errors.ts'
import { writeJson } from './json.ts'

/** As much text is together before it is sent. */
const LENGTH = 100_000

/**
 * The JSON of an object in which lists may be read part by part: they are generators of some of their items. Like a field that is undefined,
 * such a list is left out if it is empty. A part that is one object may have such lists itself. Texts of some 100 kB, or as long as one part.
 */
export function* textsOf(value: unknown): Generator<string, void> {
  let text = ''
  for (const next of written(value)) {
    text += next
    if (text.length < LENGTH) continue
    yield text
    text = ''
  }
  if (text !== '') yield text
}

/**
 * The same of what `read` gives, which is called again before each text: once it gives nothing, or throws, the rest is not there either, and
 * the answer must not look whole.
 */
export function* textsWhileThere(read: () => unknown): Generator<string, void> {
  const texts = textsOf(read())
  for (let next = texts.next(); !next.done; next = texts.next()) {
    yield next.value
    if (read() === undefined) throw missing('It was deleted or hidden while it was read.')
  }
}

function* written(value: unknown): Generator<string, void> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return yield writeJson(value)
  let separator = '{'
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue
    const start = `${separator}${JSON.stringify(key)}:`
    if (!isInParts(field)) {
      yield start
      yield* written(field)
    } else if (!(yield* list(start, field))) continue
    separator = ','
  }
  yield separator === '{' ? '{}' : '}'
}

/** Returns whether there are any items. */
function* list(start: string, parts: Iterable<unknown[]>): Generator<string, boolean> {
  let begun = false
  for (const items of parts) {
    if (items.length === 0) continue
    yield begun ? ',' : `${start}[`
    const [item] = items
    if (items.length === 1 && isObjectInParts(item)) yield* written(item)
    else yield writeJson(items).slice(1, -1)
    begun = true
  }
  if (begun) yield ']'
  return begun
}

const isObjectInParts = (item: unknown) =>
  typeof item === 'object' && item !== null && Object.values(item).some(isInParts)

const isInParts = (field: unknown): field is Iterable<unknown[]> =>
  typeof field === 'object' && field !== null && !Array.isArray(field) && Symbol.iterator in field
