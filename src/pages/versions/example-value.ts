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

/** Python for a value of this type; undefined for an unknown type. */
export const pythonColumn = (of: ColumnType): string | undefined =>
  of.kind === 'scalar' ? scalars[of.name]?.python : pythonInside(of)

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

/** A JSON value of this type that MLflow's server accepts; undefined if there is none. */
export const jsonColumn = (of: ColumnType): unknown => (of.kind === 'scalar' ? scalars[of.name]?.json : jsonInside(of))

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
