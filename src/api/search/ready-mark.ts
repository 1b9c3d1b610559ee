/** How versions are marked as ready: a tag with a value, or an alias; `any` counts all. */
export type ReadyMark = { alias: string } | { key: string; value: string } | { any: true }

/** What is looked for unless somebody chose another mark. */
export const USUAL_MARK = 'validation = passed'

/** The mark in what a person typed: `validation = passed`, `@candidate`, or nothing; undefined if it is none of these. */
export function readyMark(text: string): ReadyMark | undefined {
  const typed = text.trim()
  if (typed === '') return { any: true }
  if (typed.startsWith('@')) return typed.length > 1 ? { alias: typed.slice(1) } : undefined
  const at = typed.indexOf('=')
  const [key, value] = [typed.slice(0, at).trim(), typed.slice(at + 1).trim()]
  return at < 1 || key === '' || value === '' ? undefined : { key, value }
}
