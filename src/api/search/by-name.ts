import type { SearchText } from '#contract/filter/search-text.ts'

/** A search for names that contain words: `filter` finds at least those, if `isLoose` others too. */
export type NameSearch = Pick<SearchText, 'filter'> & Partial<Pick<SearchText, 'words' | 'isLoose'>>

/** Whether a name contains all words of the search, letter by letter as the server's ILIKE: with these accents, however they are encoded. */
export const isNamed = (name: string, { words = [] }: NameSearch): boolean =>
  words.every((word) => comparable(name).includes(comparable(word)))

const comparable = (text: string) => text.normalize('NFC').toLowerCase()

type Page<Item> = { items: readonly Item[]; next: string | undefined }

/** Enough to fill a table's first screen. */
const SCREENFUL = 20

/**
 * A page of a search without the items that `isFound` refuses. So that they don't hide what is found later, asks for the
 * next page of the server until there are enough.
 */
export async function foundPage<Item>(
  first: string | undefined,
  ask: (token: string | undefined) => Promise<Page<Item>>,
  isFound: (item: Item) => boolean,
  enough = SCREENFUL,
): Promise<{ items: Item[]; next: string | undefined }> {
  const items: Item[] = []
  let next = first
  let refused = 0
  do {
    const page = await ask(next)
    const found = page.items.filter(isFound)
    refused += page.items.length - found.length
    items.push(...found)
    next = page.next || undefined
  } while (next && refused > 0 && items.length < enough)
  return { items, next }
}
