/** A Python string literal: JSON's escapes are valid Python. */
export const python = (text: string): string => JSON.stringify(text)

/** Quotes text as one word for a POSIX shell. */
export const shell = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
