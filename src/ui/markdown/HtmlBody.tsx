import rehypeRaw from 'rehype-raw'
import rehypeSlug from 'rehype-slug'
import { keepUnknownTags } from './known-tags.ts'
import type { MarkdownProps } from './markdown-props.ts'
import { MarkdownBody } from './MarkdownBody.tsx'

const plugins = [keepUnknownTags, rehypeRaw, rehypeSlug]

/** Markdown that contains HTML, which needs an HTML parser. */
export const HtmlBody = (props: MarkdownProps) => <MarkdownBody {...props} before={plugins} />
