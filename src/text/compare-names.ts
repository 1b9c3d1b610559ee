let collator: Intl.Collator | undefined

/**
 * The order of names as people read them, where `run-9` comes before `run-10`. The first formatter or collator of a page costs 10 to
 * 20 ms, and comparing thousands of names by it as much, so it is not asked where plain letters or numbers are the first to differ.
 */
export function compareNames(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  const [one, other] = [letterAt(a, at), letterAt(b, at)]
  if (one !== other && one !== undefined && other !== undefined) return one - other
  const [number, otherNumber] = [numberAt(a, at), numberAt(b, at)]
  if (number !== otherNumber && number !== undefined && otherNumber !== undefined)
    return number.length - otherNumber.length || (number < otherNumber ? -1 : 1)
  collator ??= new Intl.Collator('en', { numeric: true })
  return collator.compare(a, b)
}

/** The code of an English letter, in lower case. */
function letterAt(name: string, at: number): number | undefined {
  const code = name.charCodeAt(at) | 0x20
  return code >= 0x61 && code <= 0x7a && name.charCodeAt(at) < 0x80 ? code : undefined
}

const isDigit = (text: string, at: number) => text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39
const isPlain = (text: string, at: number) => at < 0 || at >= text.length || text.charCodeAt(at) < 0x80

/** The digits around, or up to, a place, without leading zeros. A collator reads at most 254 at once, and those of other scripts too. */
function numberAt(name: string, at: number): string | undefined {
  let [start, end] = [at, at]
  while (isDigit(name, start - 1)) start -= 1
  while (isDigit(name, end)) end += 1
  if (start === end || end - start > 200 || !isPlain(name, start - 1) || !isPlain(name, end)) return undefined
  while (name[start] === '0') start += 1
  return name.slice(start, end)
}
