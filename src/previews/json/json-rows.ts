/** One line of a JSON tree. */
export type JsonRow = {
  /** Unique key and path of the value: `$.a[0]`. */
  path: string
  level: number
  /** The key or index of the value; `''` for the root. */
  name: string
  value: unknown
  /** Undefined for values without entries. */
  open: boolean | undefined
  /** Number of entries not shown yet. */
  hidden?: number
}

type JsonFolding = {
  isOpen: (path: string, level: number) => boolean
  /** Number of entries shown of an object or list. */
  shown: (path: string) => number
}

/** The rows to show: every entry of every expanded object and list, depth first. */
export function jsonRows(value: unknown, { isOpen, shown }: JsonFolding): JsonRow[] {
  const rows: JsonRow[] = []
  const add = (path: string, name: string, value: unknown, level: number) => {
    const entries = countOf(value)
    const open = entries > 0 ? isOpen(path, level) : undefined
    rows.push({ path, level, name, value, open })
    if (!open) return
    const most = shown(path)
    if (Array.isArray(value)) {
      for (let index = 0; index < Math.min(entries, most); index++)
        add(`${path}[${index}]`, String(index), value[index], level + 1)
    } else if (isObject(value)) {
      for (const key of Object.keys(value).slice(0, most)) add(`${path}.${key}`, key, value[key], level + 1)
    }
    const hidden = entries - most
    if (hidden > 0) rows.push({ path: `${path} more`, level: level + 1, name: '', value, open: undefined, hidden })
  }
  add('$', '', value, 1)
  return rows
}

/** Counts the values in `value` up to `most`: small trees start expanded. */
export function sizeOf(value: unknown, most: number): number {
  let size = 1
  for (const child of Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []) {
    if (size >= most) return most
    size += sizeOf(child, most - size)
  }
  return Math.min(size, most)
}

/** Number of entries of an object or list; 0 for anything else. */
const countOf = (value: unknown): number =>
  Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The text after a name: the value itself, or its number of entries. */
export function valueText(value: unknown): string {
  const count = countOf(value)
  if (Array.isArray(value)) return count === 0 ? '[]' : `[ ${count} ${count === 1 ? 'item' : 'items'} ]`
  if (isObject(value)) return count === 0 ? '{}' : `{ ${count} ${count === 1 ? 'key' : 'keys'} }`
  if (Object.is(value, -0)) return '-0'
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

/** Whether a text may not fit its line; choosing it shows it whole. */
export const isLongText = (value: unknown): value is string =>
  typeof value === 'string' && (value.length > 60 || value.includes('\n'))
