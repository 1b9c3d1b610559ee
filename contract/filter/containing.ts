/**
 * A comparison that finds every text with these letters, and whether it may find others. Patterns have no escape that
 * every database knows: `_` stands for `%`, for `_`, for PostgreSQL's escape `\`, and for a quote that cannot be written;
 * `_%` for a letter with an accent, which is one character or several.
 */
export function containing(
  key: string,
  letters: string,
  singleQuotes = false,
): { comparison: string; isLoose: boolean } {
  const loose = letters.normalize('NFC').replaceAll(/\P{M}\p{M}+|./gsu, (letter) => {
    if (/[%_\\]/.test(letter)) return '_'
    return [...letter].length === 1 && letter.normalize('NFD') === letter ? letter : '_%'
  })
  const quote = loose.includes("'") && !loose.includes('"') && !singleQuotes ? '"' : "'"
  const pattern = loose.replaceAll(quote, '_')
  return { comparison: `${key} ILIKE ${quote}%${pattern}%${quote}`, isLoose: pattern.includes('_') }
}
