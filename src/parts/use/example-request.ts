import type { MlModel } from '#contract/mlmodel.ts'
import { jsonText } from '#contract/python-json.ts'
import type { Column, Signature } from '#contract/signature.ts'
import {
  exampleParams,
  isShown,
  MAX_ENTRIES,
  ownEntries,
  sizes,
  type Tensor,
  tensorsOf,
  zeroOf,
  zerosInPython,
} from './example-input.ts'
import { csvColumn, jsonColumn } from './example-value.ts'
import type { OwnExample } from './own-example.ts'
import { python } from './quote.ts'

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
