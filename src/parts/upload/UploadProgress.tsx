import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import { ProgressBar } from '../../ui/feedback/ProgressBar.tsx'
import prettyBytes from 'pretty-bytes'
import type { Item } from './use-upload.ts'

/** Maximum of uploading or failed files listed. */
const SHOWN = 50

/** Overall progress, and each file that is uploading or failed. */
export function UploadProgress({ items }: { items: readonly Item[] }) {
  const total = items.reduce((sum, { file }) => sum + file.size, 0)
  const sent = items.reduce((sum, item) => sum + Math.min(item.sent, item.file.size), 0)
  const arrived = items.filter(({ state }) => state === 'arrived').length
  const failed = items.filter(({ state }) => state === 'failed')
  const shown = items.filter(({ state }) => state === 'sending' || state === 'failed').slice(0, SHOWN)
  const percent = total === 0 ? (100 * arrived) / Math.max(items.length, 1) : (100 * sent) / total
  return (
    <Stack spacing={3}>
      {!items.some(({ path }) => path === 'MLmodel') && (
        <Alert severity="info" variant="outlined">
          This folder has no MLmodel file at its top level. You can register it, but MLflow cannot load it as a model.
        </Alert>
      )}
      <div>
        <Typography variant="body2" role="status" gutterBottom>
          {arrived} of {items.length} files uploaded, {prettyBytes(sent)} of {prettyBytes(total)}
          {failed.length > 0 && `; ${failed.length} failed`}
        </Typography>
        <ProgressBar label="Upload" part={percent / 100} />
      </div>
      <Box component="ul" aria-label="Files in progress" sx={list}>
        {shown.map(({ path, state, sent: gone, file, error }) => (
          <li key={path}>
            <span>{path}</span>
            <Box component="span" sx={{ color: state === 'failed' ? 'error.main' : 'text.secondary' }}>
              {state === 'failed' ? error : `${prettyBytes(gone)} of ${prettyBytes(file.size)}`}
            </Box>
          </li>
        ))}
      </Box>
    </Stack>
  )
}

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  maxHeight: 200,
  overflow: 'auto',
  typography: 'caption',
  '& li': { display: 'flex', justifyContent: 'space-between', gap: 4, py: 1, overflowWrap: 'anywhere' },
} as const
