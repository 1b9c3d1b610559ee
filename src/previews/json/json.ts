import { isObject } from './json-rows.ts'
import { parseJson } from '#contract/python-json.ts'

/** Indents JSON text by two; numbers keep every digit. Invalid JSON is returned as it is. */
export function prettyJson(text: string): string {
  try {
    parseJson(text)
  } catch {
    return text
  }
  return indent(text)
}

/** Formats valid JSON token by token, because parsing and printing would round long numbers. */
function indent(text: string): string {
  let depth = 0
  const line = () => `\n${'  '.repeat(depth)}`
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|\s+/g, (token) => {
    if (/^\s/.test(token)) return ''
    if (token === '{' || token === '[') {
      depth++
      return token + line()
    }
    if (token === '}' || token === ']') {
      depth--
      return line() + token
    }
    if (token === ',') return token + line()
    if (token === ':') return ': '
    return token.startsWith('"') ? token : token.replaceAll(/\s/g, '')
  })
}

/** A cell's text, or null for no value, which differs from an empty text. */
export type CellText = string | null
/** A cell's content: text, or a picture's path among the artifacts. */
export type Cell = CellText | { picture: string }
export type Table = { columns: string[]; rows: Cell[][] }

/** A table as `mlflow.log_table` and pandas write it: `{"columns": […], "index": […], "data": [[…]]}`. */
export function tableOf(json: unknown): Table | undefined {
  if (typeof json !== 'object' || json === null || !('columns' in json) || !('data' in json)) return undefined
  const { columns, data } = json
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every((row) => Array.isArray(row))) return undefined
  const index =
    'index' in json && Array.isArray(json.index) && json.index.length === data.length ? json.index : undefined
  const names = columns.map((name) => cellText(name) ?? '')
  const rows = data.map((row: unknown[], at) => (index ? [index[at], ...row] : row).map(cellOf))
  return { columns: index ? ['index', ...names] : names, rows }
}

/** A picture in `mlflow.log_table` output: its path among the run's artifacts. */
const cellOf = (cell: unknown): Cell =>
  isObject(cell) && cell['type'] === 'image' && typeof cell['filepath'] === 'string'
    ? { picture: typeof cell['compressed_filepath'] === 'string' ? cell['compressed_filepath'] : cell['filepath'] }
    : cellText(cell)

/** A value as a cell's text; nested values as JSON whose numbers keep every digit. */
export function cellText(cell: unknown): CellText {
  if (cell === null || cell === undefined) return null
  if (typeof cell !== 'object') return String(cell)
  return JSON.stringify(cell, marked).replaceAll(MARKED, '$1')
}

/** Values that JSON lacks or would round are written without quotes. */
const marked = (_key: string, value: unknown) =>
  typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? `\uE000${value}` : value
const MARKED = /"\uE000(-?\w+)"/g
