import { useMemo, useState } from 'react'
import prettyBytes from 'pretty-bytes'
import { MarkdownText } from '../../ui/markdown/MarkdownText.tsx'
import { CodeBlock } from '../code/CodeBlock.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { PartNotice } from '../PartNotice.tsx'
import { useBesideText } from './use-beside-text.tsx'
import { textOf } from '../text-of.ts'
import { FileViews } from '../FileViews.tsx'

/** Characters rendered as a page; more would freeze the browser for seconds. */
const MAX_CHARACTERS = 100_000

/** Markdown as a page, with the pictures logged beside it, and as source. */
export function MarkdownPreview({ content, place }: PreviewProps) {
  const [view, setView] = useState<'Page' | 'Source'>('Page')
  const text = useMemo(() => textOf(content), [content])
  const beginning = text.slice(0, MAX_CHARACTERS)
  const { picture, fileLink } = useBesideText(place)
  // Rendered once, even when more of the text loads.
  const page = useMemo(
    () => <MarkdownText text={beginning} picture={picture} fileLink={fileLink} />,
    [beginning, picture, fileLink],
  )
  return (
    <>
      <FileViews views={['Page', 'Source']} value={view} onChange={setView} />
      {view === 'Page' && text.length > MAX_CHARACTERS && (
        <PartNotice>
          Showing the first {prettyBytes(MAX_CHARACTERS)} of the text. Switch to Source to see everything that was
          loaded.
        </PartNotice>
      )}
      {view === 'Page' ? page : <CodeBlock text={text} language="markdown" />}
    </>
  )
}
