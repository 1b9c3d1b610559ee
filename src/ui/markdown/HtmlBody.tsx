import rehypeRaw from 'rehype-raw'
import { headingIds } from './heading-ids.ts'
import { keepUnknownTags } from './known-tags.ts'
import type { MarkdownProps } from './markdown-props.ts'
import { MarkdownBody } from './MarkdownBody.tsx'

const plugins = [keepUnknownTags, rehypeRaw, headingIds]

/** Markdown that contains HTML, which needs an HTML parser. */
export const HtmlBody = (props: MarkdownProps) => <MarkdownBody {...props} before={plugins} />
