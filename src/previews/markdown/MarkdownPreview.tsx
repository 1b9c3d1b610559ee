import { useMemo, useState } from 'react'
import { byteText } from '../../ui/text/bytes.ts'
import { Markdown } from '../../ui/markdown/Markdown.tsx'
import { CodeBlock } from '../code/CodeBlock.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { PartNotice } from '../PartNotice.tsx'
import { useBesideText } from './use-beside-text.tsx'
import { textOf } from '../text-of.ts'
import { FileViews } from '../FileViews.tsx'

/** Characters that are laid out as a page; more would stop the browser for seconds. */
const MOST = 100_000

/** Markdown as it reads, with the pictures that were logged beside it, and as its source. */
export function MarkdownPreview({ content, place }: PreviewProps) {
  const [view, setView] = useState<'Page' | 'Source'>('Page')
  const text = useMemo(() => textOf(content), [content])
  const beginning = text.slice(0, MOST)
  const { picture, fileLink } = useBesideText(place)
  // Laid out once, also when more of the text comes.
  const page = useMemo(
    () => <Markdown text={beginning} picture={picture} fileLink={fileLink} />,
    [beginning, picture, fileLink],
  )
  return (
    <>
      <FileViews views={['Page', 'Source']} value={view} onChange={setView} />
      {view === 'Page' && text.length > MOST && (
        <PartNotice>
          Showing the first {byteText(MOST)} of the text. Switch to Source to see everything that was loaded.
        </PartNotice>
      )}
      {view === 'Page' ? page : <CodeBlock text={text} language="markdown" />}
    </>
  )
}
