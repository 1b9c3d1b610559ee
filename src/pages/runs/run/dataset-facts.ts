import { parseJson } from '#contract/python-json.ts'
import type { Dataset } from '#contract/runs.ts'

type Column = { name: string; type: string; isRequired: boolean }
type DatasetFacts = {
  /** Source of the data, shortened. */
  place: string
  columns: readonly Column[]
  /** The number of rows, if the profile has it. */
  rows: number | undefined
}

/** Reads a dataset's JSON fields. Usually MLflow writes them, but anyone can, so nothing in them is trusted. */
export function datasetFacts({ source, schema, profile }: Dataset): DatasetFacts {
  const from = record(parsed(source))
  const place = ['uri', 'url', 'path', 'delta_table_name', 'table_name'].map((key) => from[key]).find(isText)
  const rows = record(parsed(profile))['num_rows']
  return { place: place ?? source, columns: columnsOf(record(parsed(schema))), rows: isNumber(rows) ? rows : undefined }
}

function columnsOf(schema: Record<string, unknown>): Column[] {
  const spec = schema['mlflow_colspec'] ?? record(schema['mlflow_tensorspec'])['features']
  if (!Array.isArray(spec)) return []
  return spec.map(record).map(({ name, type, required, tensor_spec, 'tensor-spec': tensor }, index) => ({
    name: isText(name) ? name : `column ${index + 1}`,
    type: isText(type) && type !== 'tensor' ? type : tensorType(record(tensor ?? tensor_spec)),
    isRequired: required !== false,
  }))
}

/** `float64 [-1, 28, 28]` */
function tensorType({ dtype, shape }: Record<string, unknown>): string {
  return [isText(dtype) ? dtype : 'tensor', Array.isArray(shape) ? `[${shape.join(', ')}]` : '']
    .filter(Boolean)
    .join(' ')
}

function parsed(text: string | undefined): unknown {
  try {
    return parseJson(text ?? '')
  } catch {
    return undefined // not JSON: nothing to read
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isNumber = (value: unknown): value is number => Number.isFinite(value)
