import type { MlModel } from '#contract/mlmodel.ts'
import { jsonText } from '#contract/python-json.ts'
import type { Column, ColumnType, Signature } from '#contract/signature.ts'
import { csvColumn, jsonColumn, pythonColumn, pythonLiteral } from './example-value.ts'
import type { OwnExample } from './own-example.ts'
import { python } from './quote.ts'

type Tensor = Extract<ColumnType, { kind: 'tensor' }>

/** Python that builds one row of input, if possible the model's own example; a placeholder if the signature says too little. */
export function examplePython(model: MlModel | undefined, own?: OwnExample): { imports: string[]; data: string } {
  const data = (model && pythonOf(model, own)) ?? '...  # what your model takes'
  return { imports: ['numpy', 'pandas'].filter((library) => data.includes(`${library}.`)), data }
}

function pythonOf({ signature, takes_type_hint }: MlModel, own?: OwnExample): string | undefined {
  const inputs = signature?.inputs ?? []
  const [first] = inputs
  if (!first) return undefined
  const tensors = tensorsOf(inputs)
  if (tensors) {
    const arrays = tensors.map((tensor, index) => arrayInPython(tensor, own?.(inputs[index]!, index))) // as many inputs
    if (first.name === undefined) return arrays[0]
    return `{${arrays.map((array, index) => `${python(inputs[index]?.name ?? '')}: ${array}`).join(', ')}}`
  }
  const values = inputs.map((column, index) => pythonColumn(column.of, own?.(column, index)))
  if (values.some((value, index) => value === undefined && inputs[index]?.required)) return undefined
  if (takes_type_hint) return `[${values[0]}]`
  if (first.name === undefined) return `pandas.DataFrame([[${values.join(', ')}]])${narrowed(inputs)}`
  const fields = inputs.flatMap(({ name = '' }, index) =>
    isShown(inputs[index]) && values[index] !== undefined ? `    ${python(name)}: ${values[index]},\n` : [],
  )
  return `pandas.DataFrame([{\n${fields.join('')}}])${narrowed(inputs)}`
}

/** MLflow does not convert pandas' int64 to int32, or its float64 to float32. */
function narrowed(inputs: readonly Column[]): string {
  const types = inputs.flatMap(({ name, of }, index) => {
    const type = of.kind === 'scalar' ? { integer: 'int32', float: 'float32' }[of.name] : undefined
    return type ? `${name === undefined ? index : python(name)}: "${type}"` : []
  })
  return types.length > 0 ? `.astype({${types.join(', ')}})` : ''
}

/** Optional lists and objects may be omitted; a table needs all its columns. */
const isShown = (column: Column | undefined) => column?.required === true || column?.of.kind === 'scalar'

function tensorsOf(inputs: readonly Column[]): Tensor[] | undefined {
  const tensors = inputs.flatMap(({ of }) => (of.kind === 'tensor' ? of : []))
  return tensors.length === inputs.length && tensors.length > 0 ? tensors : undefined
}

/** One row: open dimensions become 1. */
const sizes = ({ shape }: Tensor) => shape.map((size) => Math.max(1, size))

/** The example's own entries, if they have the tensor's shape and are few; else zeros. */
function arrayInPython(tensor: Tensor, own: unknown): string {
  const entries = ownEntries(tensor, own)
  return entries ? `numpy.array(${jsonText([entries])}, dtype=${python(tensor.dtype)})` : zerosInPython(tensor)
}

/** The first row of a tensor of numbers in the model's example, without its outer dimension. */
function ownEntries(tensor: Tensor, own: unknown): unknown {
  const [, ...inner] = tensor.shape
  if (sizes(tensor).reduce((a, b) => a * b, 1) > MAX_ENTRIES || !/^(float|int|uint)/.test(tensor.dtype))
    return undefined
  return hasShape(own, inner) ? own : undefined
}

function hasShape(value: unknown, [size, ...inner]: readonly number[]): boolean {
  if (size === undefined) return typeof value === 'number' && Number.isFinite(value)
  if (!Array.isArray(value) || value.length === 0 || (size < 0 ? value.length > MAX_OPEN : value.length !== size))
    return false
  return value.every((entry) => hasShape(entry, inner))
}

function zerosInPython(tensor: Tensor | undefined): string {
  if (!tensor) return ''
  const shape = sizes(tensor)
  const size = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const zero = zeroOf(tensor)
  return typeof zero === 'string'
    ? `numpy.full(${size}, ${python(zero)}, dtype=${python(tensor.dtype)})`
    : `numpy.zeros(${size}, dtype=${python(tensor.dtype)})`
}

/** A tensor entry, valid in both JSON and Python. */
function zeroOf({ dtype }: Tensor): number | boolean | string {
  if (dtype === 'bool') return false
  if (dtype.startsWith('datetime64')) return '2026-01-01'
  return /^(str|bytes|object|[<|]?[USO])/.test(dtype) ? '' : 0
}

/** Python builds requests with more entries than this. */
const MAX_ENTRIES = 200
/** An open dimension of an example with more entries than this is not shown. */
const MAX_OPEN = 20

/** The body of a request to `mlflow models serve`: JSON text, or Python that prints it. */
export type Request = { json: string } | { python: string }

/** One row in the form that the server accepts; undefined if the signature says nothing or no JSON fits it. */
export function exampleRequest(
  { signature, takes_type_hint, mlflow_version = '' }: MlModel,
  own?: OwnExample,
): Request | undefined {
  const inputs = signature?.inputs ?? []
  const [first] = inputs
  if (!first) return undefined
  const tensors = tensorsOf(inputs)
  if (tensors) {
    const entries = tensors.reduce((sum, tensor) => sum + sizes(tensor).reduce((a, b) => a * b, 1), 0)
    if (entries > MAX_ENTRIES) return { python: tensorsInPython(inputs, tensors, signature) }
    const filled = tensors.map((tensor, index) => {
      const entries = ownEntries(tensor, own?.(inputs[index]!, index)) // as many inputs
      return entries ? [entries] : entriesOf(sizes(tensor), zeroOf(tensor))
    })
    if (first.name === undefined) return { json: body({ inputs: filled[0] }, signature) }
    return { json: body({ inputs: Object.fromEntries(inputs.map(({ name }, at) => [name, filled[at]])) }, signature) }
  }
  const values = inputs.map((column, index) => jsonColumn(column.of, own?.(column, index)))
  if (values.some((value, index) => value === undefined && inputs[index]?.required)) return undefined
  if (takes_type_hint) return { json: body({ inputs: values }, signature) }
  // The only form for columns that the servers of MLflow 1 and later both accept.
  if (mlflow_version.startsWith('1.')) {
    const columns = Object.fromEntries(inputs.map(({ name }, index) => [name, [values[index]]]))
    return { json: body({ inputs: first.name === undefined ? [values] : columns }, signature) }
  }
  if (first.name === undefined) return { json: body({ dataframe_split: { data: [values] } }, signature) }
  const row = inputs.map(({ name }, index) => [name, isShown(inputs[index]) ? values[index] : undefined])
  return { json: body({ dataframe_records: [Object.fromEntries(row)] }, signature) }
}

const entriesOf = ([size, ...rest]: readonly number[], entry: unknown): unknown =>
  size === undefined ? entry : Array.from({ length: size }, () => entriesOf(rest, entry))

function tensorsInPython(inputs: readonly Column[], tensors: readonly Tensor[], signature: Signature | undefined) {
  const lists = tensors.map((tensor) => `${zerosInPython(tensor)}.tolist()`)
  const isNamed = inputs[0]?.name !== undefined
  const all = isNamed
    ? `{${lists.map((list, index) => `${python(inputs[index]?.name ?? '')}: ${list}`).join(', ')}}`
    : lists[0]
  const params = exampleParams(signature)
  return `import json, numpy\n\nprint(json.dumps({"inputs": ${all}${params && `, "params": ${params}`}}))`
}

function body(data: object, signature: Signature | undefined): string {
  // Leave out what JSON cannot express: the model then uses its default.
  const params = (signature?.params ?? []).filter(
    ({ value }) => value != null && !/\b(NaN|Infinity)\b/.test(jsonText(value)),
  )
  const text = JSON.stringify(data)
  if (params.length === 0) return text
  const fields = params.map(({ name = '', value }) => `${JSON.stringify(name)}:${jsonText(value)}`)
  return `${text.slice(0, -1)},"params":{${fields.join(',')}}}`
}

/** The inference params with their defaults, as a Python dict; '' if there are none. */
export function exampleParams(signature: Signature | undefined): string {
  const params = (signature?.params ?? []).flatMap(({ name, default: text, value }) =>
    name !== undefined && text !== undefined ? `${python(name)}: ${pythonLiteral(value)}` : [],
  )
  return params.length > 0 ? `{${params.join(', ')}}` : ''
}

/** The columns as a one-row CSV file, or undefined if MLflow cannot read them from text. */
export function exampleCsv({ signature, takes_type_hint }: MlModel, own?: OwnExample): string | undefined {
  const inputs = signature?.inputs ?? []
  const values = inputs.map((column, index) =>
    column.name === undefined ? undefined : csvColumn(column.of, own?.(column, index)),
  )
  if (inputs.length === 0 || takes_type_hint || values.includes(undefined)) return undefined
  return `${inputs.map(({ name = '' }) => csvCell(name)).join(',')}\n${values.map((value = '') => csvCell(value)).join(',')}`
}

const csvCell = (text: string) => (/[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
