import { TooMuch } from '../weigh.ts'

/** How much of what runs or models logged an answer may hold: rows, and characters of texts. */
export type Most = { rows: number; characters: number }

/**
 * The most logged data that the main thread reads for one answer, which takes up to ten milliseconds. The page of 100 runs that log some
 * ten metrics, params and tags each has a third of that.
 */
export const MOST_HERE: Most = { rows: 10_000, characters: 1_000_000 }

/** Counts what one answer reads, of all of its tables. */
export type Counting = {
  /** Ends a statement: at one row more than may be found. A number, because SQLite is slower with a parameter. */
  limit: string
  /** Throws `TooMuch` once it is more than `most`. */
  count(rows: number, characters?: number): void
  /** How much is left of it. */
  left(): Most
}

/** Without `most`, there is no limit. */
export function countingUpTo(most: Most | undefined): Counting {
  if (!most) return { limit: '', count() {}, left: () => ({ rows: Infinity, characters: Infinity }) }
  let { rows, characters } = most
  return {
    limit: `LIMIT ${rows + 1}`,
    left: () => ({ rows, characters }),
    count(moreRows, moreCharacters = 0) {
      rows -= moreRows
      characters -= moreCharacters
      if (rows < 0 || characters < 0) throw new TooMuch()
    },
  }
}
