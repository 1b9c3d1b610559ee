/** Splits what stands between the first two rulers, fields of YAML about a text, from the text. */
export function splitFrontMatter(text: string): { fields: string; body: string } {
  const [all, fields = ''] = /^\uFEFF?---[ \t]*\r?\n([^]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text) ?? []
  if (all === undefined || !isFields(fields)) return { fields: '', body: text }
  return { fields, body: text.slice(all.length) }
}

/** A text may begin with a ruler as well. */
const isFields = (text: string): boolean =>
  /^[\w"'-][^:\n]*:(\s|$)/m.test(text) &&
  text.split('\n').every((line) => /^([\w"'-][^:]*:(\s|$)|\s|#|-\s|$|[\]})])/.test(line.trimEnd()))
