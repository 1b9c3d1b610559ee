import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useMemo, useState } from 'react'
import { CodeBlock } from '../code/CodeBlock.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { PreviewFrame } from './PreviewFrame.tsx'
import { sanitizeDocument } from './sanitize.ts'
import { textOf } from '../text-of.ts'
import { FileViews } from '../FileViews.tsx'

/** An HTML report: as a page without its scripts, on request with them, or as its source. */
export function HtmlPreview({ content, name }: PreviewProps) {
  const [view, setView] = useState<'Page' | 'Source'>('Page')
  const [scripts, setScripts] = useState(false)
  const html = useMemo(() => textOf(content), [content])
  const still = useMemo(() => sanitizeDocument(html), [html])
  return (
    <>
      <FileViews views={['Page', 'Source']} value={view} onChange={setView}>
        {view === 'Page' && (
          <>
            <Button onClick={() => setScripts(!scripts)}>{scripts ? 'Stop its scripts' : 'Run its scripts'}</Button>
            <Typography variant="body2" color="textSecondary">
              {scripts
                ? 'Its scripts run on their own: they reach neither Modelshelf nor the network.'
                : 'Shown without its scripts, and without what it would fetch from the network.'}
            </Typography>
          </>
        )}
      </FileViews>
      {view === 'Source' ? (
        <CodeBlock text={html} language="xml" />
      ) : (
        <PreviewFrame key={String(scripts)} html={scripts ? html : still} title={name} scripts={scripts} />
      )}
    </>
  )
}
