import type { $ZodType, $ZodTypes } from 'zod/v4/core'
import { invalid } from '#contract/errors.ts'

type Values = Record<string, unknown>

/** The outline of a schema: which values are objects with named fields, lists, or booleans. */
export type Form = { fields?: readonly Field[]; item?: Form; boolean?: boolean }
type Field = { name: string; camel: string; form: Form }

/** Derives the outline of an endpoint's input, once, when the server starts. */
export function formOf(schema: $ZodType): Form {
  // Every zod schema is one of $ZodTypes; only the union can be narrowed by kind.
  const { def } = (schema as $ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return {
        fields: Object.entries(def.shape).map(([name, field]) => ({
          name,
          camel: name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
          form: formOf(field),
        })),
      }
    case 'array':
      return { item: formOf(def.element) }
    case 'boolean':
      return { boolean: true }
    case 'optional':
    case 'default':
      return formOf(def.innerType)
    default:
      return {}
  }
}

/**
 * Keeps only the known fields of a JSON body, in snake_case. Null means unset. Refuses a field sent in both spellings,
 * `max_results` and `maxResults` (docs/rest-contract.md §1 "JSON names"). Never goes deeper than the outline.
 */
export function fromBody(form: Form, body: Values): Values {
  // Without a prototype nothing inherited can be taken for a field.
  const values: Values = Object.create(null) as Values
  for (const { name, camel, form: field } of form.fields ?? []) {
    const snake = Object.hasOwn(body, name)
    if (camel !== name && Object.hasOwn(body, camel)) {
      if (snake) throw invalid(`Request specifies both '${name}' and '${camel}'; provide only one of them.`)
      setValue(values, name, field, body[camel])
    } else if (snake) setValue(values, name, field, body[name])
  }
  return values
}

function setValue(values: Values, name: string, form: Form, value: unknown) {
  if (value !== null && value !== undefined) values[name] = inForm(form, value, name)
}

function inForm(form: Form, value: unknown, name: string): unknown {
  if (typeof value === 'string') return wellFormed(value, name)
  if (typeof value !== 'object' || value === null) return value
  if (form.item) {
    const { item } = form
    return Array.isArray(value) ? value.map((each) => inForm(item, each, name)) : value
  }
  return form.fields && !Array.isArray(value) ? fromBody(form, value as Values) : value
}

/** Reads the known fields of a query string: repeated keys make a list, `true` and `false` in any case a boolean. */
export function fromQuery(form: Form, query: URLSearchParams): Values {
  const values: Values = Object.create(null) as Values
  for (const { name, form: field } of form.fields ?? []) {
    const sent = query.getAll(name)
    const first = sent[0]
    if (first === undefined) continue
    values[name] = field.item ? sent : field.boolean ? truth(first) : first
  }
  return values
}

function truth(text: string): boolean | string {
  const lower = text.toLowerCase()
  return lower === 'true' || lower === 'false' ? lower === 'true' : text
}

/** Refuses a lone surrogate: it can't be encoded in UTF-8 and would be stored as another character (docs/robustness.md J19). */
function wellFormed(text: string, name: string): string {
  if (text.isWellFormed()) return text
  throw invalid(`Invalid value for parameter '${name}' supplied: it is not valid Unicode text.`)
}
