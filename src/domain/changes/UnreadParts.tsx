import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import type { Part } from './part.ts'

/** Says which of these parts could not be read, and why. */
export function UnreadParts({ parts }: { parts: readonly Part<unknown>[] }) {
  const unread = parts.filter((part) => part.state === 'unknown')
  const sentences = [...new Map(unread.map((part) => [part.why, part])).values()]
  return sentences.map(({ why, retry }) => (
    <Alert
      key={why}
      severity="info"
      variant="outlined"
      sx={{ mb: 3, maxWidth: 1080, overflowWrap: 'anywhere' }}
      action={
        retry && (
          <Button color="inherit" onClick={retry}>
            Retry
          </Button>
        )
      }
    >
      {why}
    </Alert>
  ))
}
