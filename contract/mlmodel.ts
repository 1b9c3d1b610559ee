import { parse } from 'yaml'
import { jsonText } from './python-json.ts'
import { type Signature, signatureOf } from './signature.ts'

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
  /** Whether the signature came from a type hint: the model then takes a list of values, not a table. */
  takes_type_hint: boolean
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
    if (problems.length === 0) problems.push('The file has no fields.')
    return { flavors: [], has_requirements: false, takes_type_hint: false, problems }
  }
  // Leave out a flavor without fields: MLflow can't load it.
  const flavors = Object.entries(fields(file['flavors']) ?? {}).flatMap(([name, value]) => {
    const about = fields(value)
    return about ? flavor(name, about) : []
  })
  if (flavors.length === 0) problems.push('No flavours are named, so MLflow cannot load this model.')
  const pyfunc = fields(fields(file['flavors'])?.['python_function'])
  const signature = signatureOf(file['signature'], (problem) => problems.push(problem))
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
    takes_type_hint: file['is_signature_from_type_hint'] === true,
    has_requirements: typeof fields(pyfunc?.['env'])?.['virtualenv'] === 'string',
    problems,
  }
}

function flavor(name: string, about: Fields): Flavor {
  const versionKey = Object.keys(about).find((key) => key.endsWith('_version') && key !== 'python_version')
  const version = versionKey === undefined ? undefined : about[versionKey]
  const details = Object.entries(about)
    .filter(([key, value]) => key !== versionKey && value !== null)
    .map(([key, value]) => ({ key, value: typeof value === 'object' ? jsonText(value) : String(value) }))
  return { name, ...(version == null ? {} : { version: String(version) }), details }
}

/** Reads MLflow's UTC time, which has no zone: `2026-11-21 12:33:54.165462`. */
function created(value: unknown): { created?: number } {
  const ms = typeof value === 'string' ? Date.parse(`${value.replace(' ', 'T').replace(/(\.\d{3})\d*$/, '$1')}Z`) : NaN
  return Number.isNaN(ms) ? {} : { created: ms }
}

function named<K extends keyof MlModel>(key: K, value: unknown): { [P in K]?: string } {
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
