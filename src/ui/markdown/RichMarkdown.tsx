import { Formula } from './Formula.tsx'
import { Markdown } from './Markdown.tsx'
import type { MarkdownProps } from './markdown-props.ts'
import { readHtml } from './read-html.ts'

const rich = { readHtml, Formula }

/** Markdown with formulas or HTML. The build gives it a copy of what shows Markdown (scripts/copied-markdown.ts), so that a page loads one file. */
export const RichMarkdown = (props: MarkdownProps) => <Markdown {...props} rich={rich} />
