/** A read found more than it may: somebody else is to read it, or less of it. */
export class TooMuch extends Error {}

let left = Infinity

/**
 * SQL's `weigh`, to be called in the condition of each row of a list of any length, with how much the row holds: always true. Throws `TooMuch`
 * once that is more than `weighed` allows, before any more is read.
 */
export function weigh(characters: number | null): 1 {
  left -= characters ?? 0
  if (left < 0) throw new TooMuch()
  return 1
}

/** Calls `read`, whose statements may find so many characters together; without a number, as many as before. */
export function weighed<T>(characters: number | undefined, read: () => T): T {
  if (characters === undefined) return read()
  const before = left
  left = characters
  try {
    return read()
  } finally {
    left = before
  }
}
