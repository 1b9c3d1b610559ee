import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import type { PreviewProps } from './preview-props.ts'
import { looksBinary, textOf } from './text-of.ts'
import { onDemand } from '../ui/feedback/on-demand.tsx'

type Props = PreviewProps & {
  /** What could not be done: “This is no valid JSON”. */
  title: string
  /** What is wrong with it, in the parser's words. */
  reason: string
}

/** A file that is not what its name says: why, and below it the file as it stands, as text or in hex. */
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

const CodeBlock = onDemand(async () => (await import('./code/CodeBlock.tsx')).CodeBlock)
const BytesPreview = onDemand(async () => (await import('./bytes/BytesPreview.tsx')).BytesPreview)
