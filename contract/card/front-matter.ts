import { isMap, isPair, isScalar, type Pair, parseDocument, stringify, visit, type YAMLMap } from 'yaml'

type Fields = YAMLMap<unknown, unknown>

/** Longer front matter is not read: it would take long, and nobody writes it by hand. */
const MOST = 16_000

/** The pairs of a front matter; undefined if it is too long, or not YAML of names and values. */
function mapOf(yaml: string): Fields | undefined {
  if (yaml.length > MOST) return undefined
  const document = parseDocument(yaml, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' })
  if (document.errors.length > 0) return undefined
  return isMap(document.contents) ? document.contents : undefined
}

const pairOf = (map: Fields, key: string): Pair | undefined =>
  map.items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value).toLowerCase() === key)

/** Whether front matter can be read and changed field by field: no field may refer to another, whose value would then be missing. */
export function isReadable(yaml: string): boolean {
  if (yaml.trim() === '') return true
  const map = mapOf(yaml)
  let hasAlias = false
  visit(map ?? null, {
    Alias() {
      hasAlias = true
      return visit.BREAK
    },
  })
  return map !== undefined && !hasAlias
}

/** The values of the fields as text, by their names in lower case; of fields with one name, the first. */
export function factsIn(yaml: string): Map<string, string> {
  const facts = new Map<string, string>()
  for (const pair of (yaml.trim() !== '' && mapOf(yaml)?.items) || []) {
    if (!isScalar(pair.key)) continue
    const name = String(pair.key.value).toLowerCase()
    if (!facts.has(name)) facts.set(name, textOf(pair.value, yaml))
  }
  return facts
}

/** A value as text: what is not one value, as it is written. */
function textOf(value: unknown, yaml: string): string {
  if (isScalar(value)) return String(value.value ?? '').trim()
  const [start, end] = value === null || value === undefined ? [0, 0] : rangeOf(value)
  return yaml.slice(start, end).trim()
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
