import { parse } from 'yaml'

/** One input, output or parameter; `type` is in words: `double`, `tensor float64 (-1, 28, 28)`, `Array(string)`. */
export type Column = { name?: string; type: string; required: boolean; default?: string }
export type Signature = { inputs: Column[]; outputs: Column[]; params: Column[] }

export type Flavor = {
  name: string
  /** The version of the flavor's library, from `sklearn_version` and the like. */
  version?: string
  /** Everything else the file says about the flavor, as text. */
  details: { key: string; value: string }[]
}

/** The contents of an MLmodel file. Everything is optional, since other tools and versions write other fields. */
export type MlModel = {
  flavors: Flavor[]
  signature?: Signature
  size?: number
  python_version?: string
  mlflow_version?: string
  model_id?: string
  model_uuid?: string
  run_id?: string
  /** Milliseconds since the epoch. */
  created?: number
  /** The path of the input example, relative to the model's folder. */
  input_example?: string
  /** Whether MLflow wrote requirements.txt beside it, as it does whenever it names an environment for virtualenv. */
  has_requirements: boolean
  /** What could not be read, in words. The rest of the file is still used. */
  problems: string[]
}

type Fields = Record<string, unknown>

/** Reads the text of an MLmodel file. Never throws: broken or unknown parts are left out and named in `problems`. */
export function parseMlmodel(text: string): MlModel {
  const problems: string[] = []
  const file = fields(attempt(() => parse(text, { logLevel: 'error' }), 'YAML', problems))
  if (!file) {
    if (problems.length === 0) problems.push('The file holds no fields.')
    return { flavors: [], has_requirements: false, problems }
  }
  const flavors = Object.entries(fields(file['flavors']) ?? {}).map(([name, about]) =>
    flavor(name, fields(about) ?? {}),
  )
  if (flavors.length === 0) problems.push('No flavours are named, so MLflow cannot load this model.')
  const pyfunc = fields(fields(file['flavors'])?.['python_function'])
  const signature = signatureOf(file['signature'], problems)
  const example = fields(file['saved_input_example_info'])?.['artifact_path']
  return {
    flavors,
    ...(signature ? { signature } : {}),
    ...(typeof file['model_size_bytes'] === 'number' ? { size: file['model_size_bytes'] } : {}),
    ...named('python_version', pyfunc?.['python_version']),
    ...named('mlflow_version', file['mlflow_version']),
    ...named('model_id', file['model_id']),
    ...named('model_uuid', file['model_uuid']),
    ...named('run_id', file['run_id']),
    ...named('input_example', example),
    ...created(file['utc_time_created']),
    has_requirements: typeof fields(pyfunc?.['env'])?.['virtualenv'] === 'string',
    problems,
  }
}

function flavor(name: string, about: Fields): Flavor {
  const versionKey = Object.keys(about).find((key) => key.endsWith('_version') && key !== 'python_version')
  const version = versionKey === undefined ? undefined : about[versionKey]
  const details = Object.entries(about)
    .filter(([key, value]) => key !== versionKey && value !== null)
    .map(([key, value]) => ({ key, value: typeof value === 'object' ? JSON.stringify(value) : String(value) }))
  return { name, ...(version == null ? {} : { version: String(version) }), details }
}

/** MLflow writes each part of a signature as JSON text inside the YAML. */
function signatureOf(value: unknown, problems: string[]): Signature | undefined {
  const parts = fields(value)
  if (!parts) return undefined
  const read = (part: string): Column[] => {
    const json = parts[part]
    if (json == null) return []
    const columns =
      typeof json === 'string' ? attempt(() => JSON.parse(json), `The signature’s ${part}`, problems) : json
    return Array.isArray(columns) ? columns.map((column) => columnOf(fields(column) ?? {})) : []
  }
  return { inputs: read('inputs'), outputs: read('outputs'), params: read('params') }
}

function columnOf(column: Fields): Column {
  const shape = Array.isArray(column['shape']) ? ` ${shapeText(column['shape'])}` : ''
  return {
    ...named('name', column['name']),
    type: typeText(column) + shape,
    required: column['required'] !== false && column['optional'] !== true,
    ...('default' in column ? { default: JSON.stringify(column['default']) } : {}),
  }
}

/** Describes a type of mlflow.types in words: scalars, tensors, arrays, objects and maps. */
function typeText(of: unknown): string {
  if (typeof of === 'string') return of
  const column = fields(of) ?? {}
  const tensor = fields(column['tensor-spec'])
  if (tensor) return `tensor ${String(tensor['dtype'])} ${shapeText(tensor['shape'])}`
  switch (column['type']) {
    case 'array':
      return `Array(${typeText(column['items'])})`
    case 'map':
      return `Map(${typeText(column['values'])})`
    case 'object': {
      const properties = Object.entries(fields(column['properties']) ?? {})
      return `{${properties.map(([name, property]) => `${name}${optionalMark(property)}: ${typeText(property)}`).join(', ')}}`
    }
    default:
      return typeof column['type'] === 'string' ? column['type'] : 'any'
  }
}

const optionalMark = (property: unknown) => (fields(property)?.['required'] === false ? '?' : '')
const shapeText = (shape: unknown) => (Array.isArray(shape) ? `(${shape.join(', ')})` : '')

/** Reads MLflow's UTC time, which has no zone: `2026-11-21 12:33:54.165462`. */
function created(value: unknown): { created?: number } {
  const ms = typeof value === 'string' ? Date.parse(`${value.replace(' ', 'T').replace(/(\.\d{3})\d*$/, '$1')}Z`) : NaN
  return Number.isNaN(ms) ? {} : { created: ms }
}

function named<K extends keyof MlModel | 'name'>(key: K, value: unknown): { [P in K]?: string } {
  if (typeof value !== 'string' && typeof value !== 'number') return {}
  return { [key]: String(value) } as { [P in K]?: string } // a computed key is typed as string only
}

function attempt(read: () => unknown, what: string, problems: string[]): unknown {
  try {
    return read()
  } catch (error) {
    problems.push(`${what} could not be read: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
    return undefined
  }
}

const fields = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined // checked just now
