/**
 * A text in quotes, with every character written out that cannot be seen: two texts that look alike then differ.
 * Undefined where nothing is hidden: no outer or doubled spaces, no other kinds of space, no separate accents.
 */
export function spelledOut(text: string): string | undefined {
  // A text in NFD looks like its NFC twin; one with marks that have no composed form has no twin.
  const hidden = text === text.normalize('NFC') ? unseen : unseenOrMark
  const shown = text.replace(hidden, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
  return shown !== text || /^ | $| {2}/.test(text) ? `“${shown}”` : undefined
}

// U+200C and U+200D join what is seen, as in emoji and in Persian.
const unseen = /(?!\u200c|\u200d| )[\p{Cc}\p{Cf}\p{Z}]/gu
const unseenOrMark = /(?!\u200c|\u200d| )[\p{Cc}\p{Cf}\p{Z}\p{M}]/gu
