import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { ProgressBar } from '../../ui/feedback/ProgressBar.tsx'
import prettyBytes from 'pretty-bytes'
import { type FolderDownload, useFolderDownloads } from './running-downloads.ts'

/** Folder downloads in progress, each with a Cancel button. */
export function FolderDownloads() {
  return useFolderDownloads().map((download, index) => <Progress key={index} download={download} />)
}

function Progress({ download: { name, files, bytes, total, cancel } }: { download: FolderDownload }) {
  const part = total && (total.bytes > 0 ? Math.min(bytes / total.bytes, 1) : 1)
  return (
    <Box role="group" aria-label={`Download of ${name}`} sx={frame}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
          {name}
        </Typography>
        <ProgressBar label={`Progress of ${name}`} part={part} />
        <Typography variant="caption" component="p" color="textSecondary" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {total
            ? `${files} of ${total.files} files, ${prettyBytes(Math.min(bytes, total.bytes))} of ${prettyBytes(total.bytes)}`
            : `Listing folders: ${files} files so far`}
        </Typography>
      </Box>
      <Button onClick={cancel}>Cancel</Button>
    </Box>
  )
}

const frame = {
  display: 'flex',
  alignItems: 'center',
  gap: 4,
  px: 4,
  py: 2,
  borderBottom: 1,
  borderColor: 'divider',
} as const
