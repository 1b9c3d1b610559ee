/** A piece of a filter: `text` is as written, quotes included; `start` and `end` index into the filter (UTF-16 units). */
export type Token = { kind: Kind; text: string; start: number; end: number }

/** word: letters, digits, `_` and dots. unclosed: from a quote to the end of the text. mark: a single character of no other kind. */
type Kind = 'word' | 'number' | 'quoted' | 'unclosed' | 'comparator' | 'mark' | 'end'

const space = /\s+/y
const number = /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const word = /[\p{L}\p{M}\p{N}_.]+/uy
const comparator = /[=<>!~]+/y

/** Splits a filter into tokens; the last is of kind `end`. Never throws. Takes one pass, so its time is linear in the length. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const blank = lengthAt(space, text, at)
    if (blank > 0) {
      at += blank
      continue
    }
    const { kind, length } = next(text, at)
    tokens.push({ kind, text: text.slice(at, at + length), start: at, end: at + length })
    at += length
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length })
  return tokens
}

function next(text: string, at: number): { kind: Kind; length: number } {
  const first = text.charAt(at)
  if (first === "'" || first === '"' || first === '`') return quoted(text, at, first)
  const digits = lengthAt(number, text, at)
  // `1a` and `0x10` are words, so that an error quotes them whole.
  if (digits > 0 && lengthAt(word, text, at + digits) === 0) return { kind: 'number', length: digits }
  const letters = lengthAt(word, text, at)
  if (letters > 0) return { kind: 'word', length: letters }
  const signs = lengthAt(comparator, text, at)
  if (signs > 0) return { kind: 'comparator', length: signs }
  return { kind: 'mark', length: (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1 }
}

/** As in MLflow, a doubled quote does not end the text and stays doubled, and a backslash is an ordinary character. */
function quoted(text: string, at: number, quote: string): { kind: Kind; length: number } {
  let end = text.indexOf(quote, at + 1)
  while (end >= 0 && text[end + 1] === quote) end = text.indexOf(quote, end + 2)
  return end < 0 ? { kind: 'unclosed', length: text.length - at } : { kind: 'quoted', length: end + 1 - at }
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex - at : 0
}
