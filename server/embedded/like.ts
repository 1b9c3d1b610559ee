import { foldCase } from './fold-case.ts'

// LIKE and ILIKE in steps that grow with the length of the text plus that of the pattern: SQLite's own go back to where each part may begin,
// so that a long part takes its length times that of the text. A part with `_` between its letters takes a 32nd of that (`wildFinder`).

/** What a pattern needs of a text, so that a test can count. */
export type Text = Pick<string, 'length' | 'charCodeAt' | 'codePointAt' | 'indexOf' | 'startsWith'>

/** Where a part of a pattern that begins at `from` or later ends first, or -1. */
type Find = (text: Text, from: number) => number

/** Shorter ones are left to `indexOf`, which is fast, and at worst as many times slower than the text is long. */
const SHORT = 32

/** Whether texts match a pattern, in which `%` is any letters and `_` any one. */
export function likeMatcher(pattern: string): (text: Text) => boolean {
  const [first = '', ...later] = pattern.split('%')
  const last = later.pop()
  if (last === undefined) return (text) => endOf(first, text, 0) === text.length
  const finds = later.filter((part) => part !== '').map(finderOf)
  return (text) => {
    const begin = startOf(last, text)
    let at = begin < 0 ? -1 : endOf(first, text, 0)
    for (const find of finds) {
      if (at < 0) return false
      at = find(text, at)
    }
    return at >= 0 && at <= begin
  }
}

/** Where a part ends that begins here, or -1. */
function endOf(part: string, text: Text, from: number): number {
  if (!part.includes('_')) return text.startsWith(part, from) ? from + part.length : -1
  let at = from
  for (const letter of part) {
    const there = text.codePointAt(at)
    if (there === undefined || (letter !== '_' && letter.codePointAt(0) !== there)) return -1
    at += unitsOf(there)
  }
  return at
}

/** Where a part begins that ends with the text, or -1. */
function startOf(part: string, text: Text): number {
  let at = text.length
  if (!part.includes('_')) return text.startsWith(part, at - part.length) && at >= part.length ? at - part.length : -1
  for (const letter of [...part].toReversed()) {
    if (at === 0) return -1
    at -= 1
    if (at > 0 && isLow(text.charCodeAt(at))) at -= 1
    if (letter !== '_' && letter.codePointAt(0) !== text.codePointAt(at)) return -1
  }
  return at
}

function finderOf(part: string): Find {
  const core = part.replace(/^_+/, '').replace(/_+$/, '')
  if (core === '') return (text, from) => skip(text, from, part.length)
  const before = part.indexOf(core)
  const after = part.length - before - core.length
  const find = core.includes('_') ? wildFinder(core) : core.length > SHORT ? longFinder(core) : shortFinder(core)
  return (text, from) => {
    const start = skip(text, from, before)
    const end = start < 0 ? -1 : find(text, start)
    return end < 0 ? -1 : skip(text, end, after)
  }
}

/** So many letters on, or -1. */
function skip(text: Text, from: number, count: number): number {
  let at = from
  for (let left = count; left > 0; left -= 1) {
    const letter = text.codePointAt(at)
    if (letter === undefined) return -1
    at += unitsOf(letter)
  }
  return at
}

const shortFinder =
  (part: string): Find =>
  (text, from) => {
    const at = text.indexOf(part, from)
    return at < 0 ? -1 : at + part.length
  }

/** Knuth, Morris and Pratt: after a letter that differs, what has matched tells how far to go on. */
function longFinder(part: string): Find {
  const units = Uint16Array.from(part, (_, at) => part.charCodeAt(at))
  // How much of the part's beginning is also the end of what has matched.
  const kept = new Uint16Array(units.length + 1)
  for (let at = 1, length = 0; at < units.length; at++) {
    while (length > 0 && units[at] !== units[length]) length = kept[length]!
    if (units[at] === units[length]) length += 1
    kept[at + 1] = length
  }
  return (text, from) => {
    for (let at = from, length = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      while (length > 0 && unit !== units[length]) length = kept[length]!
      if (unit === units[length]) length += 1
      if (length === units.length) return at + 1
    }
    return -1
  }
}

/** Follows all beginnings of a part with `_` at once, a bit for each of its letters: set if as many letters match the text up to here. */
function wildFinder(part: string): Find {
  const letters = Array.from(part, (letter) => letter.codePointAt(0)!) // each is a letter
  const words = Math.ceil(letters.length / 32)
  const any = new Int32Array(words)
  const masks = new Map<number, Int32Array>()
  for (const [at, letter] of letters.entries()) if (letter === WILDCARD) setBit(any, at)
  for (const [at, letter] of letters.entries()) {
    if (letter === WILDCARD) continue
    const mask = masks.get(letter) ?? any.slice()
    setBit(mask, at)
    masks.set(letter, mask)
  }
  const whole = 1 << ((letters.length - 1) & 31)
  return (text, from) => {
    const state = new Int32Array(words)
    for (let at = from; at < text.length;) {
      const letter = text.codePointAt(at)!
      at += unitsOf(letter)
      const mask = masks.get(letter) ?? any
      let carry = 1
      for (let word = 0; word < words; word++) {
        const before = state[word]!
        state[word] = ((before << 1) | carry) & mask[word]!
        carry = before >>> 31
      }
      if (state[words - 1]! & whole) return at
    }
    return -1
  }
}

const WILDCARD = 0x5f
const setBit = (mask: Int32Array, at: number) => (mask[at >> 5]! |= 1 << (at & 31))
const unitsOf = (letter: number) => (letter > 0xffff ? 2 : 1)
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000

const kept = new Map<string, (text: Text) => boolean>()

/** SQL's `matches_like`: as LIKE in MLflow, which minds case. Null for what is no text, as in SQL. */
export const like = (text: unknown, pattern: unknown): 0 | 1 | null => matches(text, `${pattern}`)

/** SQL's `matches_ilike`, of a pattern whose case is folded. */
export const ilike = (text: unknown, pattern: unknown): 0 | 1 | null => matches(text, `${pattern}`, foldCase)

function matches(text: unknown, pattern: string, folded = (same: string) => same): 0 | 1 | null {
  if (typeof text !== 'string') return null
  let matcher = kept.get(pattern)
  if (!matcher) {
    // A filter has at most a hundred patterns.
    if (kept.size >= 200) kept.clear()
    matcher = likeMatcher(pattern)
    kept.set(pattern, matcher)
  }
  return matcher(folded(text)) ? 1 : 0
}
