/** Prefix of inline code that contains a formula. */
export const MARK = '\uE000'

/**
 * Moves formulas into code, where Markdown leaves them alone: `$…$` and `\\(…\\)` in a line; `$$…$$`, `\\[…\\]` and
 * LaTeX environments as blocks. A `$` before an amount starts no formula: an opening `$` is not before a space or after
 * a word, a closing one not after a space or before a word or a digit. `\(` and `\[` may also be plain brackets, so they
 * start a formula only if it has a command or a power.
 */
export function markFormulas(text: string): string {
  return text.replaceAll(parts, (all: string, ...found: unknown[]) => {
    const groups = found.at(-1) as Partial<Record<string, string>>
    const bracketed = groups['round'] ?? groups['square']
    if (bracketed !== undefined && !/\\[a-z]|\^/i.test(bracketed)) return all
    const own = groups['block'] ?? groups['environment'] ?? groups['squareTex'] ?? groups['square']
    const inline = groups['inline'] ?? groups['roundTex'] ?? groups['round']
    if (own?.trim()) return `\n\n\`\`\`math\n${own.trim().replaceAll(/\n\s*\n/g, '\n')}\n\`\`\`\n\n`
    if (inline === undefined) return all
    const ticks = inline.includes('`') ? '``' : '`'
    return ticks + MARK + inline.replaceAll(/\s*\n\s*/g, ' ') + ticks
  })
}

const parts = new RegExp(
  [
    // Leave dollars in code alone.
    /^ {0,3}(?<fence>`{3,}|~{3,})[^]*?(?:^ {0,3}\k<fence>[`~]*\s*$|(?![^]))/,
    // Not from within its ticks: looking for the end of each of many would take minutes.
    /(?<!`)(?<ticks>`+)(?!`)[^]*?(?<!`)\k<ticks>(?!`)/,
    /(?<!\\)\$\$(?<block>[^$]+?)(?<!\\)\$\$/,
    /(?<environment>\\begin\{(?<name>[a-z]+\*?)\}[^]+?\\end\{\k<name>\})/,
    // As Jupyter has them: `\\(`, which Markdown would show as `\(`.
    // None goes beyond another that begins: looking for the end of each of many would take minutes.
    /(?<!\\)\\\\\((?<roundTex>(?:(?!(?<!\\)\\\\\()[^\n])+?)\\\\\)/,
    /(?<!\\)\\\\\[(?<squareTex>(?:(?!(?<!\\)\\\\\[)[^\n]|\n(?!\s*\n))+?)\\\\\]/,
    /(?<!\\)\\\((?<round>(?:(?!(?<!\\)\\\()[^\n])+?)\\\)/,
    /(?<!\\)\\\[(?<square>(?:(?!(?<!\\)\\\[)[^\n]|\n(?!\s*\n))+?)\\\]/,
    /(?<![\\$\w])\$(?![\s$])(?<inline>(?:\\.|[^$\\\n]|\n(?!\s*\n))+?)(?<![\s\\])\$(?![\w$])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gm',
)
