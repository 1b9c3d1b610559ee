import { jsonIn, jsonText } from '#contract/python-json.ts'
import type { Dataset } from '#contract/runs.ts'
import { withoutSecrets } from '../../../text/without-secrets.ts'
import { formatCount } from '../../../ui/text/format-count.ts'

type Column = { name: string; type: string; isRequired: boolean }
type DatasetFacts = {
  /** Source of the data, in words. */
  place: string
  columns: readonly Column[]
  /** The number of rows, if the profile has it. */
  rows: number | undefined
  /** What else the profile says. */
  profile: readonly (readonly [name: string, value: string])[]
}

/** Reads a dataset's JSON fields. Usually MLflow writes them, but anyone can, so nothing in them is trusted. */
export function datasetFacts({ source, schema = '', profile = '' }: Dataset): DatasetFacts {
  const { num_rows, ...others } = record(jsonIn(profile))
  const rows = isNumber(num_rows) ? num_rows : undefined
  return {
    place: withoutSecrets(placeOf(record(jsonIn(source))) ?? source),
    columns: columnsOf(record(jsonIn(schema))),
    rows,
    profile: Object.entries(others).map(([name, value]) => [name.replaceAll('_', ' '), valueText(value)] as const),
  }
}

/** Where the data came from: an address, a table (Delta, Spark), a query, or a Hugging Face dataset and its part. */
function placeOf(source: Record<string, unknown>): string | undefined {
  const keys = ['uri', 'url', 'delta_table_name', 'table_name', 'path', 'sql', 'query']
  const place = keys.map((key) => source[key]).find(isText)
  const parts: readonly (readonly [key: string, name: string])[] = [
    ['delta_table_version', 'version'],
    ['config_name', 'config'],
    ['split', 'split'],
    ['revision', 'revision'],
    ['data_dir', 'folder'],
    ['data_files', 'files'],
  ]
  const said = parts.flatMap(([key, name]) => {
    const value = source[key]
    if (Array.isArray(value) || Object.keys(record(value)).length > 0) return [`${name} ${jsonText(value)}`]
    return isText(value) || isNumber(value) ? [`${name} ${value}`] : []
  })
  return place === undefined ? undefined : [place, ...said].join(', ')
}

const valueText = (value: unknown): string =>
  typeof value === 'number' && Number.isInteger(value)
    ? formatCount(value)
    : withoutSecrets(isText(value) ? value : jsonText(value))

function columnsOf(schema: Record<string, unknown>): Column[] {
  const features = record(schema['mlflow_tensorspec'])['features']
  // MLflow writes the features of arrays as JSON within JSON.
  const spec = schema['mlflow_colspec'] ?? (isText(features) ? jsonIn(features) : features)
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

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isNumber = (value: unknown): value is number => Number.isFinite(value)
