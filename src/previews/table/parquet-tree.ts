import type { SchemaElement } from 'hyparquet'
import { isObject } from '../json/json-rows.ts'
import { isNumeric, isText, writerOf } from './parquet-values.ts'

/** A column, or part of a nested one. */
export type Node = { element: SchemaElement; children: Node[] }

/** The tree of a schema, which lists it depth first; the root is the row. */
export function treeOf(schema: readonly SchemaElement[]): Node {
  let at = 0
  const next = (): Node => {
    const element = schema[at++]
    if (!element) throw new Error('The file names fewer columns than it has.')
    return { element, children: Array.from({ length: element.num_children ?? 0 }, next) }
  }
  return next()
}

/**
 * The schema for reading stored values exactly, as numbers and bytes: a double or a `Date` would lose some. Maps are
 * read as lists of pairs, so that keys keep their type.
 */
export function asStored(schema: readonly SchemaElement[]): SchemaElement[] {
  const stored: SchemaElement[] = []
  const add = ({ element, children }: Node, isForeign: boolean) => {
    const foreign = isForeign || byLibrary.has(element.logical_type?.type ?? '')
    stored.push(foreign ? element : bare(element))
    for (const child of children) add(child, foreign)
  }
  add(treeOf(schema), false)
  return stored
}

/** Types that hyparquet reads into objects, shown as JSON. */
const byLibrary: ReadonlySet<string> = new Set(['VARIANT', 'GEOMETRY', 'GEOGRAPHY'])

function bare(element: SchemaElement): SchemaElement {
  const { converted_type: _, logical_type: __, ...stored } = element
  if (element.num_children) return isNamed(element, 'LIST') ? { ...stored, converted_type: 'LIST' } : stored
  return isText(element) ? { ...stored, converted_type: 'UTF8' } : stored
}

const isNamed = ({ converted_type: converted, logical_type: logical }: SchemaElement, name: 'LIST' | 'MAP') =>
  converted === name || logical?.type === name

/** Writes a column's values into cells: nested ones as JSON whose numbers keep every digit, null for none. */
export function cellWriter(node: Node): (value: unknown) => string | null {
  const write =
    node.children.length > 0 || node.element.repetition_type === 'REPEATED' ? nested(node) : leaf(node.element)
  return (value) => (value === null || value === undefined ? null : write(value))
}

const leaf = (element: SchemaElement) => {
  if (byLibrary.has(element.logical_type?.type ?? '')) return json
  return element.logical_type?.type === 'NULL' ? () => 'null' : writerOf(element)
}

type Write = (value: unknown) => string
const orNull =
  (write: Write): Write =>
  (value) =>
    value === null || value === undefined ? 'null' : write(value)

function nested(node: Node): Write {
  const { element, children } = node
  if (element.repetition_type === 'REPEATED') {
    const { repetition_type: _, ...one } = element
    return listOf(orNull(nested({ element: one, children })))
  }
  if (byLibrary.has(element.logical_type?.type ?? '')) return json
  const [only] = children
  if (!only) return quotedLeaf(element)
  if (isList(node)) return listOf(orNull(nested(itemOf(only))))
  if (isMap(node)) return mapOf(only)
  const parts = children.map((child) => [child.element.name, orNull(nested(child))] as const)
  return (value) =>
    `{${parts.map(([name, write]) => `${JSON.stringify(name)}: ${write(field(value, name))}`).join(', ')}}`
}

const field = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined)

const listOf =
  (write: Write): Write =>
  (value) =>
    Array.isArray(value) ? `[${value.map((item: unknown) => write(item)).join(', ')}]` : json(value)

/** Pairs, as read by `asStored`. */
function mapOf({ element, children: [key, value] }: Node): Write {
  const writeKey = key ? orNull(nested(key)) : json
  const writeValue = value ? orNull(nested(value)) : () => 'null'
  return (pairs) => {
    const list = field(pairs, element.name)
    if (!Array.isArray(list)) return json(pairs)
    const entries = list.map((pair: unknown) => {
      const name = writeKey(field(pair, key?.element.name ?? 'key'))
      return `${name.startsWith('"') ? name : JSON.stringify(name)}: ${writeValue(field(pair, value?.element.name ?? 'value'))}`
    })
    return `{${entries.join(', ')}}`
  }
}

/** Numbers and booleans are unquoted in JSON, everything else is quoted. */
function quotedLeaf(element: SchemaElement): Write {
  const write = leaf(element)
  return isNumeric(element) ? write : (value) => JSON.stringify(write(value))
}

const isList = ({ element, children: [only, ...others] }: Node): boolean =>
  isNamed(element, 'LIST') &&
  others.length === 0 &&
  only?.element.repetition_type === 'REPEATED' &&
  only.children.length <= 1

/** A list's items are in a group of their own, or directly in the list in old files. */
function itemOf(repeated: Node): Node {
  const [item] = repeated.children
  if (item) return item
  const { repetition_type: _, ...element } = repeated.element
  return { element, children: [] }
}

const isMap = ({ element, children: [only, ...others] }: Node): boolean =>
  (isNamed(element, 'MAP') || element.converted_type === 'MAP_KEY_VALUE') &&
  others.length === 0 &&
  only?.element.repetition_type === 'REPEATED' &&
  only.children.length >= 1

const json: Write = (value) =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part instanceof Uint8Array ? `${part.length} bytes` : part,
  ) ?? 'null'
