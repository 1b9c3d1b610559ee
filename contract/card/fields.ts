/** What a model card says at length, each in a section of the Markdown: the titles that it may have, ours first. */
export const cardSections = {
  purpose: ['Purpose', 'What it does', 'Intended use'],
  limits: ['Limits', 'Limitations', 'Out of scope'],
  data: ['Data', 'Training data'],
  fairness: ['Fairness', 'Bias'],
} as const

/** What it says in a few words, each a line of the front matter. */
export const cardFacts = {
  owner: 'Owner',
  contact: 'Contact',
  runbook: 'Runbook',
  latency: 'Latency',
  size: 'Size',
} as const

export type CardSection = keyof typeof cardSections
export type CardFact = keyof typeof cardFacts
export type CardKey = CardSection | CardFact

export const sectionKeys = Object.keys(cardSections) as CardSection[]
export const factKeys = Object.keys(cardFacts) as CardFact[]
export const cardKeys: readonly CardKey[] = [...sectionKeys, ...factKeys]

export const isSection = (key: CardKey): key is CardSection => key in cardSections
export const cardLabel = (key: CardKey): string => (isSection(key) ? cardSections[key][0] : cardFacts[key])
