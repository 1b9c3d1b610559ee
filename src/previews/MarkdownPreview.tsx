import { Markdown } from '../ui/Markdown.tsx'
import type { PreviewProps } from './ContentPreview.tsx'
import { textOf } from './text-of.ts'

export function MarkdownPreview({ content }: PreviewProps) {
  return <Markdown text={textOf(content)} />
}
