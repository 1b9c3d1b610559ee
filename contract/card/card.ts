import { splitFrontMatter } from '../markdown/split-front-matter.ts'
import { type CardKey, cardKeys, cardLabel, cardSections, isSection } from './fields.ts'
import { factsIn, isReadable, withFact } from './front-matter.ts'
import { sectionIn, withSection } from './sections.ts'

export type Card = Partial<Record<CardKey, string>>

/** Whether the form can change the front matter of a description. If not, the Markdown must be edited. */
export const isEditable = (text: string): boolean => isReadable(splitFrontMatter(text).fields)

/** The fields that a description fills in. */
export function readCard(text: string): Card {
  const { fields, body } = splitFrontMatter(text)
  const facts = factsIn(fields)
  const found = cardKeys.map((key) => [key, isSection(key) ? sectionIn(body, cardSections[key]) : facts.get(key)])
  return Object.fromEntries(found.filter(([, value]) => value))
}

/** The description with other values of some fields. Everything else in it stays letter by letter. */
export function writeCard(text: string, changes: Card): string {
  const before = readCard(text)
  let next = text
  for (const [key, value] of Object.entries(changes) as [CardKey, string][])
    if (value.trim() !== (before[key] ?? '')) next = withField(next, key, value)
  return next
}

function withField(text: string, key: CardKey, value: string): string {
  const { fields, body } = splitFrontMatter(text)
  const head = text.slice(0, text.length - body.length)
  if (isSection(key)) return head + withSection(body, cardSections[key], value)
  const line = text.includes('\r\n') ? '\r\n' : '\n'
  const next = withFact(fields, key, value)
  // The empty line keeps the last field from being a heading where front matter is not known, as in MLflow's own pages.
  if (fields === '') return next === '' ? text : `---${line}${next}${line}${line}---${line}${line}${text}`
  if (next.trim() === '') return body.replace(/^\s+/, '')
  const at = head.indexOf(fields)
  return `${head.slice(0, at)}${next}${head.slice(at + fields.length)}${body}`
}

/** A description in parts to compare: each field by its label, and the rest. */
export function cardParts(text: string | undefined): Map<string, string> {
  if (!text) return new Map()
  const card = readCard(text)
  const apart = cardKeys.filter((key) => card[key] && (isSection(key) || isEditable(text)))
  const rest = writeCard(text, Object.fromEntries(apart.map((key) => [key, '']))).trim()
  return new Map([
    ...cardKeys.flatMap((key): [string, string][] => (card[key] ? [[cardLabel(key), card[key]]] : [])),
    ...(rest ? [['Description', rest] as const] : []),
  ])
}
