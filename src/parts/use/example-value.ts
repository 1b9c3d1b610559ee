import type { ColumnType } from '#contract/signature.ts'
import { python } from './quote.ts'

/** A scalar of MLflow's schemas as a column, in Python and in JSON. */
const scalars: Record<string, { python: string; json: unknown }> = {
  boolean: { python: 'True', json: true },
  integer: { python: '0', json: 0 },
  long: { python: '0', json: 0 },
  float: { python: '0.0', json: 0.5 },
  double: { python: '0.0', json: 0.5 },
  string: { python: '""', json: '' },
  binary: { python: 'b""', json: '' },
  datetime: { python: 'pandas.Timestamp("2026-01-01")', json: '2026-01-01T00:00:00' },
}

/**
 * Values inside lists, maps and objects, where MLflow converts nothing: it accepts no JSON value as an int32, a float32
 * or a time, so requests leave those out.
 */
const nested: typeof scalars = {
  ...scalars,
  integer: { python: 'numpy.int32(0)', json: undefined },
  float: { python: 'numpy.float32(0)', json: undefined },
  datetime: { python: 'numpy.datetime64("2026-01-01")', json: undefined },
}

/** Longer texts of an example would hide what a snippet does. */
const MAX_TEXT = 200

/** The example's own value, if it is one of this type. */
function fitting(type: string, own: unknown): boolean | number | bigint | string | undefined {
  switch (type) {
    case 'boolean':
      return typeof own === 'boolean' ? own : undefined
    case 'integer':
    case 'long':
      return typeof own === 'bigint' || (typeof own === 'number' && Number.isInteger(own)) ? own : undefined
    case 'float':
    case 'double':
      return typeof own === 'number' && Number.isFinite(own) ? own : undefined
    case 'string':
      return typeof own === 'string' && own.length <= MAX_TEXT ? own : undefined
    case 'datetime':
      return typeof own === 'string' && /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$/.test(own) ? own : undefined
    default:
      return undefined
  }
}

/** A number of Python's float: `5.0`, as MLflow takes no int for it. */
const floatText = (value: number): string => (/^-?\d+$/.test(String(value)) ? `${value}.0` : String(value))

/** Python for a value of this type, if possible the example's own; undefined for an unknown type. */
export function pythonColumn(of: ColumnType, own?: unknown): string | undefined {
  if (of.kind !== 'scalar') return pythonInside(of)
  const value = fitting(of.name, own)
  if (value === undefined) return scalars[of.name]?.python
  if (of.name === 'datetime') return `pandas.Timestamp(${python(String(value))})`
  if (typeof value === 'number' && (of.name === 'float' || of.name === 'double')) return floatText(value)
  return pythonLiteral(value)
}

/** The same for a nested value. */
function pythonInside(of: ColumnType): string | undefined {
  switch (of.kind) {
    case 'scalar':
      return nested[of.name]?.python
    case 'any':
      return '""'
    case 'array':
      return wrap('[', pythonInside(of.items), ']')
    case 'map':
      return wrap('{"key": ', pythonInside(of.values), '}')
    case 'object': {
      const fields = of.properties
        .filter(({ required }) => required)
        .map(({ name, type }) => wrap(`${python(name)}: `, pythonInside(type), ''))
      return fields.includes(undefined) ? undefined : `{${fields.join(', ')}}`
    }
    case 'tensor':
      return undefined
  }
}

const wrap = (before: string, value: string | undefined, after: string) =>
  value === undefined ? undefined : before + value + after

/** A JSON value of this type that MLflow's server accepts, if possible the example's own; undefined if there is none. */
export function jsonColumn(of: ColumnType, own?: unknown): unknown {
  if (of.kind !== 'scalar') return jsonInside(of)
  const value = fitting(of.name, own)
  return value === undefined || typeof value === 'bigint' ? scalars[of.name]?.json : value
}

/** A cell of a CSV file that MLflow reads as this type, if possible the example's own; undefined if there is none. */
export function csvColumn(of: ColumnType, own?: unknown): string | undefined {
  // MLflow converts no text to int32, float32 or a time, and pandas reads an empty text as missing.
  const invented =
    of.kind === 'scalar' ? { boolean: 'True', long: '0', double: '0.5', string: 'text' }[of.name] : undefined
  if (of.kind !== 'scalar' || invented === undefined) return undefined
  const value = fitting(of.name, own)
  switch (typeof value) {
    case 'boolean':
      return value ? 'True' : 'False'
    case 'number':
      return of.name === 'double' ? floatText(value) : String(value)
    case 'bigint':
      return String(value)
    case 'string':
      // pandas reads these as missing, or as numbers.
      return /^\s*$|^(nan?|n\/a|null|none|#n\/a|<na>|true|false|[-+.\d].*|[-+]?inf(inity)?)$/i.test(value)
        ? invented
        : value
    default:
      return invented
  }
}

function jsonInside(of: ColumnType): unknown {
  switch (of.kind) {
    case 'scalar':
      return nested[of.name]?.json
    case 'any':
      return ''
    case 'array': {
      const item = jsonInside(of.items)
      return item === undefined ? [] : [item]
    }
    case 'map': {
      const value = jsonInside(of.values)
      return value === undefined ? {} : { key: value }
    }
    case 'object': {
      const fields = of.properties
        .filter(({ required }) => required)
        .map(({ name, type }) => [name, jsonInside(type)] as const)
      return fields.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(fields)
    }
    case 'tensor':
      return undefined
  }
}

/** A param's default in Python: like JSON, except for three keywords and the numbers that JSON lacks. */
export function pythonLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return python(value)
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `float("${value}")`
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`
  if (typeof value !== 'object') return String(value) // a bigint
  const fields = Object.entries(value).map(([key, field]) => `${python(key)}: ${pythonLiteral(field)}`)
  return `{${fields.join(', ')}}`
}
