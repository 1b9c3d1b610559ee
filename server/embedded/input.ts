import type { $ZodIssue, $ZodType, $ZodTypes } from 'zod/v4/core'
import * as z from 'zod/mini'
import { type ApiError, invalid } from '#contract/errors.ts'
import { type Form, formOf, fromBody, fromQuery } from './form.ts'
import { asciiJson } from './python-text.ts'

type Values = Record<string, unknown>

/** The values of a request, before validation. */
export type Wire = { query: URLSearchParams } | { body: Values }

/**
 * Makes the reader of one endpoint's input. It throws 400 INVALID_PARAMETER_VALUE in MLflow's words
 * (docs/rest-contract.md §1.1) if a field is missing, has the wrong type, or is sent in both spellings.
 */
export function inputReader<S extends $ZodType>(schema: S): (wire: Wire, path: Record<string, string>) => z.output<S> {
  const form: Form = formOf(schema)
  const required = requiredOf(schema)
  return (wire, path) => {
    const values = 'query' in wire ? fromQuery(form, wire.query) : fromBody(form, wire.body)
    Object.assign(values, path)
    const result = z.safeParse(schema, values)
    if (result.success) return result.data
    const issue = result.error.issues[0]
    throw issue ? problem(issue, values, required) : invalid('The request is not valid.')
  }
}

/** The required fields of an input. */
function requiredOf(schema: $ZodType): ReadonlySet<string> {
  const { def } = (schema as $ZodTypes)._zod
  const fields = def.type === 'object' ? Object.entries(def.shape) : []
  return new Set(fields.filter(([, field]) => !isOptional(field)).map(([name]) => name))
}

const isOptional = (field: $ZodType) => ['optional', 'default'].includes((field as $ZodTypes)._zod.def.type)

const seeDocs = 'See the API docs for more information about request parameters.'

function problem(issue: $ZodIssue, values: Values, required: ReadonlySet<string>): ApiError {
  const name = issue.path.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name}[${part}]` : name ? `${name}.${String(part)}` : String(part)),
    '',
  )
  const value = issue.path.reduce<unknown>((value, part) => (value as Values | undefined)?.[String(part)], values)
  // An empty text is a missing value if the field is required, otherwise a wrong one.
  if (value === undefined || (value === '' && (required.has(name) || issue.code === 'too_small')))
    return invalid(`Missing value for required parameter '${name}'. ${seeDocs}`)
  const hint = `Hint: Value was of type '${pythonType(value)}'.`
  return invalid(`Invalid value ${shown(value)} for parameter '${name}' supplied:  ${hint} ${seeDocs}`)
}

function shown(value: unknown): string {
  try {
    const text = typeof value === 'bigint' ? String(value) : asciiJson(value)
    return text.length > 200 ? `${text.slice(0, 200)}…` : text
  } catch {
    return '…' // nested too deeply to be shown, or a bigint inside
  }
}

function pythonType(value: unknown): string {
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return { string: 'str', bigint: 'int', boolean: 'bool' }[typeof value as string] ?? 'dict'
}
