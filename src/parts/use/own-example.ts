import { jsonIn } from '#contract/python-json.ts'
import type { Column } from '#contract/signature.ts'

/** The first row of a model's own input example: its value for a column of the signature, undefined if it has none. */
export type OwnExample = (column: Column, index: number) => unknown

/**
 * Reads the text of the example that MLflow stores with a model: a table split into columns and rows, or a list or named lists,
 * which MLflow before 3 writes below `inputs`. Returns undefined for any other form: snippets then invent a row, as for a
 * model without an example.
 */
export function ownExample(text: string): OwnExample | undefined {
  const file = jsonIn(text)
  const rows = fields(file)?.['data']
  if (Array.isArray(rows) && Array.isArray(rows[0])) return fromTable(rows[0], fields(file)?.['columns'])
  const below = Object.keys(fields(file) ?? {}).length === 1 ? fields(file)?.['inputs'] : undefined
  return fromLists(below) ?? fromLists(file)
}

function fromTable(row: unknown[], names: unknown): OwnExample {
  if (!Array.isArray(names)) return (_column, index) => row[index]
  return ({ name }, index) => row[name === undefined ? index : names.findIndex((it) => String(it) === name)]
}

function fromLists(inputs: unknown): OwnExample | undefined {
  if (Array.isArray(inputs)) return ({ name }, index) => (index === 0 && name === undefined ? inputs[0] : undefined)
  const named = fields(inputs)
  if (!named || !Object.values(named).every(Array.isArray)) return undefined
  return ({ name = '' }) => {
    const list = Object.hasOwn(named, name) ? named[name] : undefined
    return Array.isArray(list) ? list[0] : undefined
  }
}

const fields = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined // checked just now
