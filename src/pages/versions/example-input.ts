import type { Column, Signature } from '#contract/signature.ts'
import { python } from './quote.ts'

/** A scalar of MLflow's schemas as Python and as JSON write it. */
const scalars: Record<string, { python: string; json: unknown }> = {
  boolean: { python: 'True', json: true },
  integer: { python: '0', json: 0 },
  long: { python: '0', json: 0 },
  float: { python: '0.0', json: 0.5 },
  double: { python: '0.0', json: 0.5 },
  string: { python: '""', json: '' },
  datetime: { python: 'pandas.Timestamp("2026-01-01")', json: '2026-01-01T00:00:00' },
}

/** `tensor float64 (-1, 28, 28)` as its type and its shape for one row. */
function tensorOf({ type }: Column): { dtype: string; shape: number[] } | undefined {
  const [, dtype, shape] = /^tensor (\w+) \(([^)]*)\)$/.exec(type) ?? []
  if (!dtype || shape === undefined) return undefined
  return { dtype, shape: shape.split(',').map((size) => Math.max(1, Number(size))) }
}

/** Python that makes one row of input of the right form; a place to fill in where the signature tells too little. */
export function examplePython(signature: Signature | undefined): { imports: string[]; data: string } {
  const inputs = signature?.inputs ?? []
  const tensors = inputs.flatMap((column) => tensorOf(column) ?? [])
  if (inputs.length > 0 && tensors.length === inputs.length) {
    const zeros = inputs.map(({ name }, index) => ({ name, code: zerosOf(tensors[index]) }))
    const [only] = zeros
    if (only && only.name === undefined && zeros.length === 1) return { imports: ['numpy'], data: only.code }
    return {
      imports: ['numpy'],
      data: `{${zeros.map(({ name = '', code }) => `${python(name)}: ${code}`).join(', ')}}`,
    }
  }
  const known = inputs.map(({ name, type }) => (name === undefined ? undefined : scalars[type]))
  if (inputs.length === 0 || known.some((scalar) => scalar === undefined))
    return { imports: [], data: '...  # what your model takes' }
  const fields = inputs.map(({ name = '' }, index) => `    ${python(name)}: ${known[index]?.python},\n`)
  return { imports: ['pandas'], data: `pandas.DataFrame([{\n${fields.join('')}}])` }
}

const zerosOf = (tensor: ReturnType<typeof tensorOf>) =>
  `numpy.zeros((${tensor?.shape.join(', ')}${tensor?.shape.length === 1 ? ',' : ''}), dtype="${tensor?.dtype}")`

/** The body of a request to `mlflow models serve`: one row in the form that it takes. */
export function exampleJson(signature: Signature | undefined): string {
  const inputs = signature?.inputs ?? []
  const [first] = inputs
  const tensor = first && tensorOf(first)
  if (tensor && inputs.length === 1) return JSON.stringify({ inputs: zeros(tensor.shape) })
  const row = inputs.map(({ name = '', type }) => [name, scalars[type]?.json ?? null])
  return JSON.stringify({ dataframe_records: [Object.fromEntries(row)] })
}

const zeros = ([size = 1, ...rest]: number[]): unknown[] =>
  Array.from({ length: size }, () => (rest.length === 0 ? 0 : zeros(rest)))

/** The parameters of inference with their defaults, as a Python argument; '' where there are none. */
export function exampleParams(signature: Signature | undefined): string {
  const params = (signature?.params ?? []).flatMap(({ name, default: value }) =>
    name !== undefined && value !== undefined ? `${python(name)}: ${pythonOf(value)}` : [],
  )
  return params.length > 0 ? `, params={${params.join(', ')}}` : ''
}

/** JSON differs from Python only in its three words. */
const pythonOf = (json: string) => ({ true: 'True', false: 'False', null: 'None' })[json] ?? json
