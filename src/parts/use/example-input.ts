import type { MlModel } from '#contract/mlmodel.ts'
import { jsonText } from '#contract/python-json.ts'
import type { Column, ColumnType, Signature } from '#contract/signature.ts'
import { pythonColumn, pythonLiteral } from './example-value.ts'
import type { OwnExample } from './own-example.ts'
import { python } from './quote.ts'

export type Tensor = Extract<ColumnType, { kind: 'tensor' }>

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
export const isShown = (column: Column | undefined) => column?.required === true || column?.of.kind === 'scalar'

export function tensorsOf(inputs: readonly Column[]): Tensor[] | undefined {
  const tensors = inputs.flatMap(({ of }) => (of.kind === 'tensor' ? of : []))
  return tensors.length === inputs.length && tensors.length > 0 ? tensors : undefined
}

/** One row: open dimensions become 1. */
export const sizes = ({ shape }: Tensor) => shape.map((size) => Math.max(1, size))

/** The example's own entries, if they have the tensor's shape and are few; else zeros. */
function arrayInPython(tensor: Tensor, own: unknown): string {
  const entries = ownEntries(tensor, own)
  return entries ? `numpy.array(${jsonText([entries])}, dtype=${python(tensor.dtype)})` : zerosInPython(tensor)
}

/** The first row of a tensor of numbers in the model's example, without its outer dimension. */
export function ownEntries(tensor: Tensor, own: unknown): unknown {
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

export function zerosInPython(tensor: Tensor | undefined): string {
  if (!tensor) return ''
  const shape = sizes(tensor)
  const size = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const zero = zeroOf(tensor)
  return typeof zero === 'string'
    ? `numpy.full(${size}, ${python(zero)}, dtype=${python(tensor.dtype)})`
    : `numpy.zeros(${size}, dtype=${python(tensor.dtype)})`
}

/** A tensor entry, valid in both JSON and Python. */
export function zeroOf({ dtype }: Tensor): number | boolean | string {
  if (dtype === 'bool') return false
  if (dtype.startsWith('datetime64')) return '2026-01-01'
  return /^(str|bytes|object|[<|]?[USO])/.test(dtype) ? '' : 0
}

/** Python builds requests with more entries than this. */
export const MAX_ENTRIES = 200
/** An open dimension of an example with more entries than this is not shown. */
const MAX_OPEN = 20

/** The inference params with their defaults, as a Python dict; '' if there are none. */
export function exampleParams(signature: Signature | undefined): string {
  const params = (signature?.params ?? []).flatMap(({ name, default: text, value }) =>
    name !== undefined && text !== undefined ? `${python(name)}: ${pythonLiteral(value)}` : [],
  )
  return params.length > 0 ? `{${params.join(', ')}}` : ''
}
