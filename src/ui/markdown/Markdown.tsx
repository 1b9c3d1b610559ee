import { Suspense, useMemo } from 'react'
import { LoadingRows } from '../feedback/LoadingRows.tsx'
import { onDemand } from '../feedback/on-demand.tsx'
import { markFormulas } from './formulas.ts'
import { headingIds } from './heading-ids.ts'
import { splitFrontMatter } from '#contract/markdown/split-front-matter.ts'
import type { MarkdownProps } from './markdown-props.ts'
import { MarkdownBody } from './MarkdownBody.tsx'

const HtmlBody = onDemand(async () => (await import('./HtmlBody.tsx')).HtmlBody)
const FrontMatter = onDemand(async () => (await import('./FrontMatter.tsx')).FrontMatter)

/**
 * Sanitised user Markdown, with headings below the page's own. No text is lost: HTML is rendered or shown as text,
 * front matter becomes a table, formulas are rendered. Load it lazily: it brings a parser.
 */
export function Markdown({ text, ...rest }: MarkdownProps) {
  const { fields, body } = useMemo(() => splitFrontMatter(text), [text])
  const marked = useMemo(() => markFormulas(body), [body])
  // A file is a document that links lead into; a description is, if it links into itself.
  const hasLinks = rest.fileLink !== undefined || /\]\(#|\]:\s*#/.test(marked)
  const hasHtml = /<[a-z!?/]/i.test(marked)
  return (
    <Suspense fallback={<LoadingRows count={3} />}>
      {fields && <FrontMatter fields={fields} />}
      {hasHtml ? (
        <HtmlBody text={marked} {...rest} />
      ) : (
        <MarkdownBody text={marked} {...rest} {...(hasLinks && { before: withIds })} />
      )}
    </Suspense>
  )
}

const withIds = [headingIds]
