import Box from '@mui/material/Box'
import { Circle, CircleCheck, CircleX, LoaderCircle } from 'lucide-react'
import type { LoggedModel } from '#contract/logged-models.ts'

const looks = {
  LOGGED_MODEL_STATUS_UNSPECIFIED: { word: 'Unknown', Shape: Circle, color: 'text.secondary' },
  LOGGED_MODEL_PENDING: { word: 'Pending', Shape: LoaderCircle, color: 'info.main' },
  LOGGED_MODEL_READY: { word: 'Ready', Shape: CircleCheck, color: 'success.main' },
  LOGGED_MODEL_UPLOAD_FAILED: { word: 'Upload failed', Shape: CircleX, color: 'error.main' },
}

/** Status of a logged model, by word, shape and colour. */
export function LoggedModelStatus({ status }: { status: LoggedModel['info']['status'] }) {
  // Other servers may use other statuses.
  const { word, Shape, color } = looks[status ?? 'LOGGED_MODEL_STATUS_UNSPECIFIED'] ?? {
    ...looks.LOGGED_MODEL_STATUS_UNSPECIFIED,
    word: status,
  }
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
      <Box component="span" sx={{ color, display: 'inline-flex' }}>
        <Shape size={14} aria-hidden />
      </Box>
      {word}
    </Box>
  )
}
