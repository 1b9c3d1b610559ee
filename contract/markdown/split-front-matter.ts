/** Splits front matter, the YAML between the first two rulers, from the text. */
export function splitFrontMatter(text: string): { fields: string; body: string } {
  const [all, fields = ''] = /^\uFEFF?---[ \t]*\r?\n([^]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text) ?? []
  if (all === undefined || !isFields(fields)) return { fields: '', body: text }
  return { fields, body: text.slice(all.length) }
}

/** A text may also begin with a ruler. */
const isFields = (text: string): boolean =>
  /^[\w"'-][^:\n]*:(\s|$)/m.test(text) &&
  text.split('\n').every((line) => /^([\w"'-][^:]*:(\s|$)|\s|#|-\s|$|[\]})])/.test(line.trimEnd()))
