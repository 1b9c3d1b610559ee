/**
 * Quotes a text and spells out every invisible character, so that two texts that look alike differ. Undefined if there
 * is nothing hidden: no outer or doubled spaces, no unusual spaces, no separate accents.
 */
export function spelledOut(text: string): string | undefined {
  // NFD text looks like its NFC form; combining marks without a composed form have no twin.
  const hidden = text === text.normalize('NFC') ? unseen : unseenOrMark
  const shown = text.replace(hidden, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
  return shown !== text || /^ | $| {2}/.test(text) ? `“${shown}”` : undefined
}

// U+200C and U+200D join visible characters, as in emoji and Persian.
const unseen = /(?!\u200c|\u200d| )[\p{Cc}\p{Cf}\p{Z}]/gu
const unseenOrMark = /(?!\u200c|\u200d| )[\p{Cc}\p{Cf}\p{Z}\p{M}]/gu
