const [QUOTE, BACKSLASH] = [0x22, 0x5c]

/** Finds where strings end in JSON that comes in pieces, of which one string may be in several. */
export function openStrings() {
  let isIn = false
  let isEscaped = false
  return {
    /** Whether the next byte is within a string. */
    isIn: () => isIn,
    /** To call at the quote with which a string begins. */
    begin() {
      isIn = true
    },
    /** Gives where the string ends in which the byte at `at` is, or a place behind the piece: then it goes on in the next one. */
    end(bytes: Buffer, at: number): number {
      let end = isEscaped ? at + 1 : at
      while (end < bytes.length && bytes[end] !== QUOTE) end += bytes[end] === BACKSLASH ? 2 : 1
      isEscaped = end > bytes.length // the piece ends with a backslash
      isIn = end >= bytes.length
      return end
    },
  }
}
