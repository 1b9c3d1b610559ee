/**
 * A text as it is compared when finding: in any case, without accents and other marks that people leave out when they type, whichever way
 * its letters are encoded. Marks that are letters of their own, as in Thai or Hindi, stay.
 */
export const fold = (text: string): string =>
  isPlain.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replaceAll(LEFT_OUT, '')
        .toLowerCase()
        .replaceAll(SPELLED, (letter) => spelled[letter] ?? letter)

/** Texts without accents, which are most, take a fifth of the time. */
// oxlint-disable-next-line no-control-regex -- all of ASCII
const isPlain = /^[\0-\x7f]*$/

/**
 * Accents; the vowels of Hebrew and Arabic, and the stroke that only stretches an Arabic word; what cannot be seen: soft hyphens, joiners,
 * marks of direction, the selectors of emoji.
 */
const LEFT_OUT =
  // oxlint-disable-next-line no-misleading-character-class -- each mark stands for itself
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]/g

/** Letters that have no accent in Unicode but are typed as if they had, and the final sigma. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
}
const SPELLED = new RegExp(`[${Object.keys(spelled).join('')}]`, 'g')

/** Where the folded terms occur in a text, as pairs of start and end, in order and without overlaps. */
export function termRanges(text: string, terms: readonly string[]): [start: number, end: number][] {
  let folded = ''
  const starts: number[] = [] // of each folded letter, in the text
  let at = 0
  for (const letter of text) {
    const part = fold(letter)
    for (let n = 0; n < part.length; n++) starts.push(at)
    folded += part
    at += letter.length
  }
  starts.push(text.length)
  const found: [number, number][] = []
  for (const term of terms.filter(Boolean))
    for (let from = folded.indexOf(term); from >= 0; from = folded.indexOf(term, from + term.length))
      found.push([starts[from]!, starts[from + term.length]!]) // both are indexes of `folded` or its end
  const merged: [number, number][] = []
  for (const [start, end] of found.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}
