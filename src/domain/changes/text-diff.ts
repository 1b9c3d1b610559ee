import { structuredPatch } from 'diff'
import { parse } from 'yaml'
import { jsonText, parseJson } from '#contract/python-json.ts'

/** Parts of two texts that differ, each with a few lines around them. `+` only after, `-` only before. */
export type Hunk = { before: number; after: number; lines: string[] }

/** The differences of two texts by line; undefined if they are too many to be worth reading. */
export function textDiff(before: string, after: string): Hunk[] | undefined {
  const options = { context: 3, maxEditLength: 5000, timeout: 2000 }
  const patch = structuredPatch('', '', before, after, undefined, undefined, options)
  return patch?.hunks.map(({ oldStart, newStart, lines }) => ({ before: oldStart, after: newStart, lines }))
}

/** Writes JSON and YAML one value per line with sorted keys, so that only differences of structure count; else as it is. */
export function structured(path: string, text: string): string {
  try {
    if (/\.(geo)?json$/i.test(path)) return lined(parseJson(text))
    if (/\.ya?ml$|(^|\/)MLmodel$/i.test(path))
      return lined(parse(text, { logLevel: 'error', maxAliasCount: 100, intAsBigInt: true }))
  } catch {
    return text // broken: its lines are compared
  }
  return text
}

/** A value with one item per line and sorted keys; numbers keep every digit, and are what Python calls them. */
function lined(value: unknown, indent = '\n'): string {
  if (typeof value !== 'object' || value === null) return jsonText(value)
  const deeper = `${indent}  `
  const items = Array.isArray(value)
    ? value.map((item) => lined(item, deeper))
    : Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => `${JSON.stringify(key)}: ${lined(item, deeper)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return items.length === 0 ? `${open}${close}` : `${open}${deeper}${items.join(`,${deeper}`)}${indent}${close}`
}
