/**
 * Folds case letter by letter, for ILIKE with letters beyond ASCII: length in code points stays, so `_` still stands
 * for one. ASCII folds to ASCII only and nothing else does, as in SQLite's own LIKE, which does the rest.
 */
export function foldCase(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the range is what ASCII means
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase()
  let folded = ''
  for (const letter of text) folded += foldLetter(letter)
  return folded
}

function foldLetter(letter: string): string {
  const upper = letter.toUpperCase()
  // Through the upper case, so that `ς` and `σ` are one letter; `ß` has no single one and stays.
  const lower = (isOne(upper) ? upper : letter).toLowerCase()
  return isOne(lower) && isAscii(lower) === isAscii(letter) ? lower : letter
}

const isOne = (text: string) => text.length === ((text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1)
const isAscii = (text: string) => text.charCodeAt(0) < 128
