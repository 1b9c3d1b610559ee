import { useMemo, useState } from 'react'
import prettyBytes from 'pretty-bytes'
import { MOST_OF_PAGE } from '#contract/files/rich-files.ts'
import { MarkdownText } from '../../ui/markdown/MarkdownText.tsx'
import { CodeBlock } from '../code/CodeBlock.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { PartNotice } from '../PartNotice.tsx'
import { useBesideText } from './use-beside-text.tsx'
import { textOf } from '../text-of.ts'
import { FileViews } from '../FileViews.tsx'

/** Markdown as a page, with the pictures logged beside it, and as source. */
export function MarkdownPreview({ content, place }: PreviewProps) {
  const [view, setView] = useState<'Page' | 'Source'>('Page')
  const text = useMemo(() => textOf(content), [content])
  const beginning = text.slice(0, MOST_OF_PAGE)
  const { picture, fileLink } = useBesideText(place)
  // Rendered once, even when more of the text loads.
  const page = useMemo(
    () => <MarkdownText text={beginning} picture={picture} fileLink={fileLink} />,
    [beginning, picture, fileLink],
  )
  return (
    <>
      <FileViews views={['Page', 'Source']} value={view} onChange={setView} />
      {view === 'Page' && text.length > MOST_OF_PAGE && (
        <PartNotice>
          Showing the first {prettyBytes(MOST_OF_PAGE)} of the text. Switch to Source to see everything that was loaded.
        </PartNotice>
      )}
      {view === 'Page' ? page : <CodeBlock text={text} language="markdown" />}
    </>
  )
}
