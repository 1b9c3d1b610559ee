import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { Part } from './part.ts'

type Unread = Extract<Part<unknown>, { state: 'unknown' }>

/** More than this would push what was read out of view. */
const MANY = 3

/** Says which of these parts could not be read, and why. */
export function UnreadParts({ parts }: { parts: readonly Part<unknown>[] }) {
  const unread = parts.filter((part) => part.state === 'unknown')
  const sentences = [...new Map(unread.map((part) => [part.why, part])).values()]
  if (sentences.length > MANY) return <ManyUnread parts={sentences} />
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

function ManyUnread({ parts }: { parts: readonly Unread[] }) {
  const again = parts.flatMap(({ retry }) => retry ?? [])
  return (
    <Alert
      severity="info"
      variant="outlined"
      sx={{ mb: 3, maxWidth: 1080, overflowWrap: 'anywhere' }}
      action={
        again.length > 0 && (
          <Button color="inherit" onClick={() => again.forEach((retry) => retry())}>
            Retry
          </Button>
        )
      }
    >
      <details>
        <summary>{parts.length} parts could not be read</summary>
        <Box component="ul" sx={{ m: 0, mt: 2, pl: 4 }}>
          {parts.map(({ why }) => (
            <li key={why}>{why}</li>
          ))}
        </Box>
      </details>
    </Alert>
  )
}
