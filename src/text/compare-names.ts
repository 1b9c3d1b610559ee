let collator: Intl.Collator | undefined

/**
 * The order of names as people read them, where `run-9` comes before `run-10`. The first formatter or collator of a page costs 10 to
 * 20 ms, so none is made before it is needed, which it is not where plain letters are the first to differ.
 */
export function compareNames(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  const [one, other] = [letterAt(a, at), letterAt(b, at)]
  if (one !== other && one !== undefined && other !== undefined) return one - other
  collator ??= new Intl.Collator('en', { numeric: true })
  return collator.compare(a, b)
}

/** The code of an English letter, in lower case. */
function letterAt(name: string, at: number): number | undefined {
  const code = name.charCodeAt(at) | 0x20
  return code >= 0x61 && code <= 0x7a && name.charCodeAt(at) < 0x80 ? code : undefined
}
