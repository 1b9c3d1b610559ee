/** The first line of a Markdown text (a heading or a sentence) as plain text. */
export function firstLine(markdown: string | undefined): string {
  for (const line of (markdown ?? '').slice(0, 2000).split('\n')) {
    const text = plainLine(line)
    if (text) return text
  }
  return ''
}

/** A line of Markdown as plain text; empty for a ruler, a fence or the line below a table's heading. */
export function plainLine(line: string): string {
  if (/^\s*(```|~~~|[-*_=]{3,}\s*$|\|?[\s:|-]+\|[\s:|-]*$)/.test(line)) return '' // code fences, horizontal rules, table separators
  return line
    .replace(/^\s*(#{1,6}\s+|>\s?|[-*+]\s+(\[[ xX]\]\s+)?|\d+[.)]\s+)*/, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/(\*\*|__|~~|`)(.+?)\1/g, '$2')
    .replaceAll(/(^|\W)[*_](\S(?:.*?\S)?)[*_](?=\W|$)/g, '$1$2')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
