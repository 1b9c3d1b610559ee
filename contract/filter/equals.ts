/**
 * A filter for exactly this text. The grammar has no escapes (docs/rest-contract.md §9), so in a text with both kinds
 * of quotes `_` stands for one of them, and for PostgreSQL's escape `\`: the caller drops the extra matches.
 */
export function equals(key: string, text: string): string {
  if (!text.includes("'")) return `${key} = '${text}'`
  if (!text.includes('"')) return `${key} = "${text}"`
  return `${key} LIKE '${text.replaceAll(/['\\]/g, '_')}'`
}
