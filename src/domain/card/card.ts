import { splitFrontMatter } from '../../ui/markdown/read-front-matter.ts'
import { factIn, isReadable, withFact } from './front-matter.ts'
import { sectionIn, withSection } from './sections.ts'

/** What a model card says at length, each in a section of the Markdown: its title, others it may have, and a hint. */
export const cardSections = {
  purpose: {
    titles: ['Purpose', 'What it does', 'Intended use'],
    hint: 'What the model does, and for which decisions',
  },
  limits: {
    titles: ['Limits', 'Limitations', 'Out of scope'],
    hint: 'Where it must not be used, and what it gets wrong',
  },
  data: { titles: ['Data', 'Training data'], hint: 'What it was trained on: source, period, known gaps' },
  fairness: { titles: ['Fairness', 'Bias'], hint: 'For whom it works worse, and how that was checked' },
} as const

/** What it says in a few words, each a line of the front matter. */
export const cardFacts = {
  owner: { label: 'Owner', hint: 'Who answers for it' },
  contact: { label: 'Contact', hint: 'Where to ask and to report problems' },
  runbook: { label: 'Runbook', hint: 'A link: what to do when it fails' },
  latency: { label: 'Latency', hint: 'Such as 20 ms per request' },
  size: { label: 'Size', hint: 'Such as 120 MB in memory' },
} as const

export type CardSection = keyof typeof cardSections
export type CardFact = keyof typeof cardFacts
export type CardKey = CardSection | CardFact
export type Card = Partial<Record<CardKey, string>>

const sectionKeys = Object.keys(cardSections) as CardSection[]
const factKeys = Object.keys(cardFacts) as CardFact[]
export const cardKeys: readonly CardKey[] = [...sectionKeys, ...factKeys]

const isSection = (key: CardKey): key is CardSection => key in cardSections
export const cardLabel = (key: CardKey): string => (isSection(key) ? cardSections[key].titles[0] : cardFacts[key].label)

/** Whether the form can change the front matter of a description. If not, the Markdown must be edited. */
export const isEditable = (text: string): boolean => isReadable(splitFrontMatter(text).fields)

/** The fields that a description fills in. */
export function readCard(text: string): Card {
  const { fields, body } = splitFrontMatter(text)
  const found = cardKeys.map((key) => [
    key,
    isSection(key) ? sectionIn(body, cardSections[key].titles) : fields && factIn(fields, key),
  ])
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
  if (isSection(key)) return head + withSection(body, cardSections[key].titles, value)
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
  const rest = writeCard(text, Object.fromEntries(Object.keys(card).map((key) => [key, '']))).trim()
  return new Map([
    ...cardKeys.flatMap((key): [string, string][] => (card[key] ? [[cardLabel(key), card[key]]] : [])),
    ...(rest ? [['Description', rest] as const] : []),
  ])
}
