import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import { useCallback } from 'react'
import type { PreviewProps } from '../preview-props.ts'
import { sniff } from '../bytes/sniff.ts'
import { Unreadable } from '../Unreadable.tsx'

/**
 * A PDF in the browser's own viewer. The bytes come from a blob typed as PDF, because the server sends every artifact
 * as an attachment; typed so, only the viewer ever reads them, whatever they are.
 */
export function PdfPreview(props: PreviewProps) {
  const { content, name } = props
  const { bytes } = content
  // The blob URL lives as long as the frame and keeps the bytes until revoked.
  const show = useCallback(
    (frame: HTMLIFrameElement) => {
      const url = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
      frame.src = `${url}#navpanes=0`
      return () => URL.revokeObjectURL(url)
    },
    [bytes],
  )
  if (sniff(bytes) !== 'PDF document')
    return <Unreadable title="Not a PDF document" reason="It does not start like a PDF." {...props} />
  if (!content.whole) return <Alert severity="info">This document is too large to show here. Download it.</Alert>
  if (!navigator.pdfViewerEnabled)
    return <Alert severity="info">This browser has no PDF viewer. Download the document to read it.</Alert>
  return <Box component="iframe" title={name} ref={show} sx={frame} />
}

const frame = {
  display: 'block',
  width: '100%',
  height: 'calc(100dvh - 200px)',
  minHeight: 420,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
} as const
