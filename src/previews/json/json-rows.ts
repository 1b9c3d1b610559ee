/** One line of a JSON tree. */
export type JsonRow = {
  /** Tells rows apart, and says where the value is: `$.a[0]`. */
  path: string
  level: number
  /** The key or the index under which the value stands; `''` for the whole. */
  name: string
  value: unknown
  /** Undefined for what holds nothing. */
  open: boolean | undefined
  /** Stands for so many entries that are not drawn yet. */
  hidden?: number
}

type JsonFolding = {
  isOpen: (path: string, level: number) => boolean
  /** How many entries of one object or list are drawn. */
  shown: (path: string) => number
}

/** The lines to draw: every entry of every open object and list, depth first. */
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

/** How many values stand in `value`, at most `most`: small trees are opened whole. */
export function sizeOf(value: unknown, most: number): number {
  let size = 1
  for (const child of Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []) {
    if (size >= most) return most
    size += sizeOf(child, most - size)
  }
  return Math.min(size, most)
}

/** Entries of an object or a list; 0 for anything else. */
const countOf = (value: unknown): number =>
  Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands behind a name: the value itself, or how much it holds. */
export function valueText(value: unknown): string {
  const count = countOf(value)
  if (Array.isArray(value)) return count === 0 ? '[]' : `[ ${count} ${count === 1 ? 'item' : 'items'} ]`
  if (isObject(value)) return count === 0 ? '{}' : `{ ${count} ${count === 1 ? 'key' : 'keys'} }`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
