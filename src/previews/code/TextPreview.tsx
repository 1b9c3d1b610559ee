import { CodeBlock } from './CodeBlock.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { languageOf } from './languages.ts'
import { textOf } from '../text-of.ts'

export function TextPreview({ content, name }: PreviewProps) {
  return <CodeBlock text={textOf(content)} language={languageOf(name)} />
}
