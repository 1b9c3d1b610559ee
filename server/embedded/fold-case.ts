/**
 * Folds case letter by letter, for ILIKE with letters beyond ASCII. The length in code points stays the same, so that `_`
 * still matches one letter. ASCII folds to ASCII only and nothing else does, as in SQLite's LIKE, which handles the rest.
 */
export function foldCase(text: string): string {
  // oxlint-disable-next-line no-control-regex -- this range is ASCII
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase()
  let folded = ''
  for (const letter of text) {
    let one = foldedLetters.get(letter)
    if (one === undefined) {
      if (foldedLetters.size >= 10_000) foldedLetters.clear()
      one = foldLetter(letter)
      foldedLetters.set(letter, one)
    }
    folded += one
  }
  return folded
}

/** Long texts have few letters, each many times. */
const foldedLetters = new Map<string, string>()

function foldLetter(letter: string): string {
  const upper = letter.toUpperCase()
  // By way of upper case, so that `ς` and `σ` are one letter; `ß` has no single upper-case letter and stays.
  const lower = (isOne(upper) ? upper : letter).toLowerCase()
  return isOne(lower) && isAscii(lower) === isAscii(letter) ? lower : letter
}

const isOne = (text: string) => text.length === ((text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1)
const isAscii = (text: string) => text.charCodeAt(0) < 128
