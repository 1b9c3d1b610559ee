/** A Python string literal: Python reads JSON's escapes alike. */
export const python = (text: string): string => JSON.stringify(text)

/** One word for a POSIX shell. */
export const shell = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
