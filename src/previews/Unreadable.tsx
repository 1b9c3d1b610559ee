import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import { BytesPreview } from './bytes/BytesPreview.tsx'
import { CodeBlock } from './code/CodeBlock.tsx'
import type { PreviewProps } from './preview-props.ts'
import { looksBinary, textOf } from './text-of.ts'

type Props = PreviewProps & {
  /** What failed: “Not valid JSON”. */
  title: string
  /** The reason, in the parser's words. */
  reason: string
}

/** Shown for a file that does not match its extension: the reason, and below it the file as text or hex. */
export function Unreadable({ title, reason, ...shown }: Props) {
  return (
    <>
      <Alert severity="warning" variant="outlined" sx={{ mb: 3, overflowWrap: 'anywhere' }}>
        <AlertTitle>{title}</AlertTitle>
        {reason}
      </Alert>
      {looksBinary(shown.content) ? (
        <BytesPreview {...shown} kind="unknown" />
      ) : (
        <CodeBlock text={textOf(shown.content)} />
      )}
    </>
  )
}
