/** A text of somebody else as a terminal may get it: what would move its cursor, color it or turn its direction is written out. */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
