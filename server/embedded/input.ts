import type { $ZodIssue, $ZodType } from 'zod/v4/core'
import * as z from 'zod/mini'
import { ApiError, invalid } from '#contract/errors.ts'

type Values = Record<string, unknown>

/**
 * Checks what came over the wire against an endpoint's input and gives what its route takes.
 * Throws 400 INVALID_PARAMETER_VALUE in MLflow's words (rest-contract §1.1).
 */
export function checkInput(schema: $ZodType, values: Values): unknown {
  const result = z.safeParse(schema, values)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw issue ? problem(issue, values) : invalid('The request is not valid.')
}

const seeDocs = 'See the API docs for more information about request parameters.'

function problem(issue: $ZodIssue, values: Values): ApiError {
  const name = issue.path.reduce<string>(
    (name, part) => (typeof part === 'number' ? `${name}[${part}]` : name ? `${name}.${String(part)}` : String(part)),
    '',
  )
  const value = issue.path.reduce<unknown>((value, part) => (value as Values | undefined)?.[String(part)], values)
  if (value === undefined || value === '') return invalid(`Missing value for required parameter '${name}'. ${seeDocs}`)
  return invalid(
    `Invalid value ${shown(value)} for parameter '${name}' supplied:  Hint: Value was of type '${pythonType(value)}'. ${seeDocs}`,
  )
}

function shown(value: unknown): string {
  try {
    const text = JSON.stringify(value)
    return text.length > 200 ? `${text.slice(0, 200)}…` : text
  } catch {
    return '…' // a bigint, or nested too deeply to be shown
  }
}

function pythonType(value: unknown): string {
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return { string: 'str', bigint: 'int', boolean: 'bool' }[typeof value as string] ?? 'dict'
}
