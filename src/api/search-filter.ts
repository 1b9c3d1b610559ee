/**
 * A filter for exactly this text. The grammar escapes nothing (docs/rest-contract.md §9), so a text with both kinds of quotes
 * is matched with `_` for the one in the way: the caller drops what else that finds.
 */
export function equals(key: string, text: string): string {
  if (!text.includes("'")) return `${key} = '${text}'`
  if (!text.includes('"')) return `${key} = "${text}"`
  return `${key} LIKE '${text.replaceAll("'", '_')}'`
}
