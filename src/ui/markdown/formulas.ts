/** Begins the code that stands for a formula within a line. */
export const MARK = '\uE000'

/**
 * Puts the formulas of a text where Markdown leaves them alone, in code: `$…$` within a line; `$$…$$` and LaTeX's
 * environments by themselves. A `$` before an amount is no formula: the first stands neither before a space nor behind a
 * word, the second neither behind a space nor before a word or a digit.
 */
export function markFormulas(text: string): string {
  return text.replaceAll(parts, (all: string, ...found: unknown[]) => {
    const { block, environment, inline } = found.at(-1) as Record<
      'block' | 'environment' | 'inline',
      string | undefined
    >
    const own = block ?? environment
    if (own?.trim()) return `\n\n\`\`\`math\n${own.trim().replaceAll(/\n\s*\n/g, '\n')}\n\`\`\`\n\n`
    if (inline === undefined) return all
    const ticks = inline.includes('`') ? '``' : '`'
    return ticks + MARK + inline.replaceAll(/\s*\n\s*/g, ' ') + ticks
  })
}

const parts = new RegExp(
  [
    // Code keeps its dollars.
    /^ {0,3}(?<fence>`{3,}|~{3,})[^]*?(?:^ {0,3}\k<fence>[`~]*\s*$|(?![^]))/,
    /(?<ticks>`+)(?!`)[^]*?(?<!`)\k<ticks>(?!`)/,
    /(?<!\\)\$\$(?<block>[^$]+?)(?<!\\)\$\$/,
    /^(?<environment>\\begin\{(?<name>[a-z]+\*?)\}[^]+?\\end\{\k<name>\})/,
    /(?<![\\$\w])\$(?![\s$])(?<inline>(?:\\.|[^$\\\n]|\n(?!\s*\n))+?)(?<![\s\\])\$(?![\w$])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gm',
)
