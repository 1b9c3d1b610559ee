import rehypeSlug from 'rehype-slug'
import type { MarkdownProps } from './markdown-props.ts'
import { MarkdownBody } from './MarkdownBody.tsx'

const plugins = [rehypeSlug]

/** Markdown with headings that links can lead to. */
export const HeadingsBody = (props: MarkdownProps) => <MarkdownBody {...props} before={plugins} />
