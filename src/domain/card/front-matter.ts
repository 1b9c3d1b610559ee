import { isMap, isPair, isScalar, type Pair, parseDocument, stringify, type YAMLMap } from 'yaml'

type Map = YAMLMap<unknown, unknown>

/** The pairs of a front matter; undefined if it is not YAML of names and values. */
function mapOf(yaml: string): Map | undefined {
  const document = parseDocument(yaml, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' })
  if (document.errors.length > 0) return undefined
  return isMap(document.contents) ? document.contents : undefined
}

const pairOf = (map: Map, key: string): Pair | undefined =>
  map.items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value).toLowerCase() === key)

/** Whether front matter can be read and changed field by field. */
export const isReadable = (yaml: string): boolean => yaml.trim() === '' || mapOf(yaml) !== undefined

/** The value of a field as text, or undefined if there is none. */
export function factIn(yaml: string, key: string): string | undefined {
  const map = mapOf(yaml)
  const value = map && pairOf(map, key)?.value
  if (value === undefined || value === null) return undefined
  if (isScalar(value)) return String(value.value ?? '').trim() || undefined
  const range = (value as { range?: [number, number, number] }).range
  return range ? yaml.slice(range[0], range[1]).trim() : undefined
}

/** The YAML with another value of a field; an empty one removes it. The other lines stay as they are. */
export function withFact(yaml: string, key: string, value: string): string {
  const line = yaml.includes('\r\n') ? '\r\n' : '\n'
  const text = value.replaceAll(/\s+/g, ' ').trim()
  const written = `${key}: ${stringify(text, { lineWidth: 0 }).trimEnd()}`
  const map = mapOf(yaml)
  const pair = map && pairOf(map, key)
  if (!pair) {
    if (text === '') return yaml
    const body = yaml.trimEnd()
    return `${body}${body === '' ? '' : line}${written}${yaml.slice(body.length)}`
  }
  const start = rangeOf(pair.key)[0]
  const valueRange = pair.value === null ? rangeOf(pair.key) : rangeOf(pair.value)
  // The comment behind a value belongs to it.
  let end = Math.max(valueRange[1], rangeOf(pair.key)[1])
  if (yaml[end - 1] !== '\n') {
    const rest = yaml.indexOf('\n', end)
    end = rest < 0 ? yaml.length : rest + 1
  }
  const after = yaml.slice(end)
  if (text === '') return after === '' ? yaml.slice(0, start).replace(/\r?\n$/, '') : yaml.slice(0, start) + after
  const hadEnd = yaml.slice(start, end).endsWith('\n')
  return `${yaml.slice(0, start)}${written}${hadEnd ? line : ''}${after}`
}

const rangeOf = (node: unknown): [number, number, number] =>
  (node as { range?: [number, number, number] }).range ?? [0, 0, 0]
