import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useMemo, useState } from 'react'
import { LoadingRows } from '../../ui/feedback/LoadingRows.tsx'
import { CodeBlock } from '../code/CodeBlock.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { HostsNotice, reachOf } from './HostsNotice.tsx'
import { useBeside } from './use-beside.ts'
import { useFrameHosts } from './use-frame-hosts.ts'
import { PreviewFrame } from './PreviewFrame.tsx'
import { sanitizeDocument } from './sanitize.ts'
import { textOf } from '../text-of.ts'
import { FileViews } from '../FileViews.tsx'

/** An HTML report: as a page without scripts, on request with its scripts and what they load, or as source. */
export function HtmlPreview({ content, name, place }: PreviewProps) {
  const [view, setView] = useState<'Page' | 'Source'>('Page')
  const html = useMemo(() => textOf(content), [content])
  const frame = useFrameHosts(html)
  const { running, allowed } = frame
  const whole = useBeside(html, place)
  const shown = useMemo(() => (running ? whole : whole && sanitizeDocument(whole, allowed)), [whole, running, allowed])
  return (
    <>
      <FileViews views={['Page', 'Source']} value={view} onChange={setView}>
        {view === 'Page' && (
          <>
            <Button onClick={() => frame.run(!running)}>{running ? 'Stop scripts' : 'Run scripts'}</Button>
            <Typography variant="body2" color="textSecondary">
              {running ? reachOf(frame) : 'Shown without scripts.'}
            </Typography>
          </>
        )}
      </FileViews>
      {view === 'Source' ? (
        <CodeBlock text={html} language="xml" />
      ) : (
        <>
          <HostsNotice frame={frame} />
          {shown === undefined ? (
            <LoadingRows count={6} />
          ) : (
            <PreviewFrame html={shown} title={name} scripts={running} hosts={allowed} onBlocked={frame.onBlocked} />
          )}
        </>
      )}
    </>
  )
}
