import { writeJson } from './json.ts'

/** As much text is together before it is sent. */
const LENGTH = 100_000

/**
 * The JSON of an object in which lists may be read part by part: they are generators of some of their items. Like a field that is undefined,
 * such a list is left out if it is empty. Texts of some 100 kB, or as long as one part.
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
    yield (begun ? ',' : `${start}[`) + writeJson(items).slice(1, -1)
    begun = true
  }
  if (begun) yield ']'
  return begun
}

const isInParts = (field: unknown): field is Iterable<unknown[]> =>
  typeof field === 'object' && field !== null && !Array.isArray(field) && Symbol.iterator in field
