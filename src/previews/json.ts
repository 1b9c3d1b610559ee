/** JSON text indented by two; numbers keep every digit they were written with. Broken JSON comes back as it is. */
export function prettyJson(text: string): string {
  try {
    JSON.parse(text)
  } catch {
    return text
  }
  return indent(text)
}

/** Lays out valid JSON token by token: parsing and printing it again would round long numbers. */
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

/** A table as `mlflow.log_table` and pandas write it: `{"columns": […], "data": [[…]]}`. */
export function tableOf(text: string): { columns: string[]; rows: string[][] } | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined // shown as text
  }
  if (typeof json !== 'object' || json === null || !('columns' in json) || !('data' in json)) return undefined
  const { columns, data } = json
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every((row) => Array.isArray(row))) return undefined
  return { columns: columns.map(String), rows: data.map((row: unknown[]) => row.map(cellText)) }
}

const cellText = (cell: unknown) => (typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? ''))
