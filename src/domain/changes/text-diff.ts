import { structuredPatch } from 'diff'
import { parse } from 'yaml'

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
    if (/\.(geo)?json$/i.test(path)) return JSON.stringify(sorted(JSON.parse(text)), null, 2)
    if (/\.ya?ml$|(^|\/)MLmodel$/i.test(path))
      return JSON.stringify(sorted(parse(text, { logLevel: 'error', maxAliasCount: 100 })), null, 2) ?? text
  } catch {
    return text // broken: its lines are compared
  }
  return text
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
