import { renderToString } from 'katex'
import { useMemo } from 'react'

type Props = { tex: string; isBlock: boolean }

/** A formula in LaTeX's words, drawn by the browser as MathML; one that cannot be read stays as it is written. */
export function Formula({ tex, isBlock }: Props) {
  const html = useMemo(() => mathOf(tex, isBlock), [tex, isBlock])
  if (html === undefined) return <code>{tex}</code>
  // KaTeX escapes what it does not know, and follows no links (`trust` is off).
  return <span title={tex} className={isBlock ? 'formula' : undefined} dangerouslySetInnerHTML={{ __html: html }} />
}

function mathOf(tex: string, displayMode: boolean): string | undefined {
  try {
    const html = renderToString(tex, { displayMode, output: 'mathml', strict: 'ignore', throwOnError: true })
    // The page's CSP lets no style attribute in.
    return html.replaceAll(/ style="[^"]*"/g, '')
  } catch {
    return undefined
  }
}
