import { jsonText, parseJson } from './python-json.ts'

/** The type of one input, output or parameter, as in mlflow.types. */
export type ColumnType =
  /** `double`, `string`, `datetime`, …, or an unknown name from a newer MLflow. */
  | { kind: 'scalar'; name: string }
  | { kind: 'tensor'; dtype: string; shape: readonly number[] }
  | { kind: 'array'; items: ColumnType }
  | { kind: 'map'; values: ColumnType }
  | { kind: 'object'; properties: readonly Property[] }
  | { kind: 'any' }
export type Property = { name: string; type: ColumnType; required: boolean }

/** One input, output or parameter; `type` is in words: `double`, `tensor float64 (-1, 28, 28)`, `Array(string)`. */
export type Column = {
  name?: string
  type: string
  of: ColumnType
  required: boolean
  /** A parameter's default, if it has one: in words, and as read. */
  default?: string
  value?: unknown
}
export type Signature = { inputs: Column[]; outputs: Column[]; params: Column[] }

type Fields = Record<string, unknown>

/**
 * Reads the signature of an MLmodel file, each part of which MLflow writes as JSON text inside the YAML. What cannot be
 * read is left out and given to `onProblem` in words.
 */
export function signatureOf(value: unknown, onProblem: (problem: string) => void): Signature | undefined {
  const parts = fields(value)
  if (!parts) return undefined
  const read = (part: string): Column[] => {
    const columns = columnsIn(parts[part], (reason) =>
      onProblem(`The signature’s ${part} could not be read: ${reason}`),
    )
    return Array.isArray(columns) ? columns.map((column) => columnOf(fields(column) ?? {})) : []
  }
  return { inputs: read('inputs'), outputs: read('outputs'), params: read('params') }
}

function columnsIn(json: unknown, onProblem: (reason: string) => void): unknown {
  if (typeof json !== 'string') return json
  try {
    return parseJson(json)
  } catch (error) {
    onProblem(error instanceof Error ? error.message : String(error))
    return undefined
  }
}

function columnOf(column: Fields): Column {
  const of = typeOf(column)
  // For a list parameter, the shape is beside the type of its items.
  const isList = Array.isArray(column['shape']) && of.kind !== 'tensor'
  return {
    ...(typeof column['name'] === 'string' || typeof column['name'] === 'number'
      ? { name: String(column['name']) }
      : {}),
    type: typeText(of) + (isList ? ` ${shapeText(numbers(column['shape']))}` : ''),
    of: isList ? { kind: 'array', items: of } : of,
    required: column['required'] !== false && column['optional'] !== true,
    ...('default' in column ? { default: jsonText(column['default']), value: column['default'] } : {}),
  }
}

function typeOf(of: unknown): ColumnType {
  if (typeof of === 'string') return { kind: 'scalar', name: of }
  const column = fields(of) ?? {}
  const tensor = fields(column['tensor-spec'])
  if (tensor) return { kind: 'tensor', dtype: String(tensor['dtype']), shape: numbers(tensor['shape']) }
  switch (column['type']) {
    case 'array':
      return { kind: 'array', items: typeOf(column['items']) }
    case 'sparkml_vector':
      return { kind: 'array', items: { kind: 'scalar', name: 'double' } }
    case 'map':
      return { kind: 'map', values: typeOf(column['values']) }
    case 'object':
      return {
        kind: 'object',
        properties: Object.entries(fields(column['properties']) ?? {}).map(([name, property]) => ({
          name,
          type: typeOf(property),
          required: fields(property)?.['required'] !== false,
        })),
      }
    default:
      return typeof column['type'] === 'string' && column['type'] !== 'any'
        ? { kind: 'scalar', name: column['type'] }
        : { kind: 'any' }
  }
}

function typeText(of: ColumnType): string {
  switch (of.kind) {
    case 'scalar':
      return of.name
    case 'tensor':
      return `tensor ${of.dtype} ${shapeText(of.shape)}`
    case 'array':
      return `Array(${typeText(of.items)})`
    case 'map':
      return `Map(${typeText(of.values)})`
    case 'object':
      return `{${of.properties.map(({ name, type, required }) => `${name}${required ? '' : '?'}: ${typeText(type)}`).join(', ')}}`
    case 'any':
      return 'any'
  }
}

const shapeText = (shape: readonly number[]) => `(${shape.join(', ')})`
const numbers = (shape: unknown): number[] => (Array.isArray(shape) ? shape.map(Number) : [])

const fields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined // checked just now
