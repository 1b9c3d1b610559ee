import { renderToString } from 'katex'
import { useMemo } from 'react'
import type { FormulaProps } from './markdown-props.ts'

/** A LaTeX formula, rendered as MathML; an invalid one stays as text. */
export function Formula({ tex, isBlock }: FormulaProps) {
  const html = useMemo(() => mathOf(tex, isBlock), [tex, isBlock])
  if (html === undefined) return <code>{tex}</code>
  // KaTeX escapes unknown input and creates no links (`trust` is off).
  return <span title={tex} className={isBlock ? 'formula' : undefined} dangerouslySetInnerHTML={{ __html: html }} />
}

function mathOf(tex: string, displayMode: boolean): string | undefined {
  try {
    const html = renderToString(tex, { displayMode, output: 'mathml', strict: 'ignore', throwOnError: true })
    // The page's CSP forbids style attributes.
    return html.replaceAll(/ style="[^"]*"/g, '')
  } catch {
    return undefined
  }
}
