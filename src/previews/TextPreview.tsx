import { BytesPreview } from './BytesPreview.tsx'
import { CodeBlock } from './CodeBlock.tsx'
import type { PreviewProps } from './ContentPreview.tsx'
import { looksBinary, textOf } from './text-of.ts'

export function TextPreview(props: PreviewProps) {
  if (looksBinary(props.content)) return <BytesPreview {...props} />
  return <CodeBlock text={textOf(props.content)} />
}
