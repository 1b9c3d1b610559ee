import { Suspense, useMemo } from 'react'
import { LoadingRows } from '../feedback/LoadingRows.tsx'
import { markFormulas } from '#contract/markdown/formulas.ts'
import { hasHtml } from '#contract/markdown/is-rich.ts'
import { headingIds } from './heading-ids.ts'
import { splitFrontMatter } from '#contract/markdown/split-front-matter.ts'
import { FrontMatterText } from './FrontMatterText.tsx'
import type { MarkdownProps, RichParts } from './markdown-props.ts'
import { MarkdownBody } from './MarkdownBody.tsx'

type Props = MarkdownProps & { /** What shows formulas and HTML; without it they are text. */ rich?: RichParts }

/**
 * Sanitised user Markdown, with headings below the page's own. No text is lost: HTML is rendered or shown as text,
 * front matter becomes a table, formulas are rendered. `MarkdownText` loads it: it brings a parser.
 */
export function Markdown({ text, rich, isCell = false, ...rest }: Props) {
  const { fields, body } = useMemo(() => splitFrontMatter(text), [text])
  const marked = useMemo(() => markFormulas(body), [body])
  // A file is a document that links lead into; a description is, if it links into itself.
  const hasLinks = rest.fileLink !== undefined || /\]\(#|\]:\s*#/.test(marked)
  const before = rich && hasHtml(marked) ? rich.readHtml : hasLinks ? withIds : undefined
  return (
    <Suspense fallback={<LoadingRows count={3} />}>
      {fields && (isCell ? <pre>{fields}</pre> : <FrontMatterText fields={fields} />)}
      <MarkdownBody text={marked} {...rest} before={before} Formula={rich?.Formula} />
    </Suspense>
  )
}

const withIds = [headingIds]
