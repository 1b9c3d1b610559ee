import Alert from '@mui/material/Alert'

/** Shown on a page whose subject was deleted while it was open; the page keeps its content and drafts. */
export function Gone({ what }: { what: string }) {
  return (
    <Alert severity="warning" variant="outlined" sx={{ mb: 5 }}>
      {what} no longer exists. It may have been deleted, or the model renamed. This page shows its last known state.
    </Alert>
  )
}
