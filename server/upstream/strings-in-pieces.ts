const [QUOTE, BACKSLASH] = [0x22, 0x5c]

/** Finds where strings end in JSON that comes in pieces, of which one string may be in several. */
export function openStrings() {
  let isIn = false
  let isEscaped = false
  /** Gives where the string ends whose text goes on at `at`; a place behind the piece if it goes on in the next one. */
  function end(bytes: Buffer, at: number): number {
    let place = at
    while (place < bytes.length && bytes[place] !== QUOTE) place += bytes[place] === BACKSLASH ? 2 : 1
    isEscaped = place > bytes.length // the piece ends with a backslash
    isIn = place >= bytes.length
    return place
  }
  /** Gives where a piece goes on behind a string that an earlier one has begun. */
  const begun = (bytes: Buffer): number => (isIn ? end(bytes, isEscaped ? 1 : 0) + 1 : 0)
  return { end, begun }
}
