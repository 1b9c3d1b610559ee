import Alert from '@mui/material/Alert'

/** Over a page whose subject went away while it was open: what was known, and what is being typed, stays. */
export function Gone({ what }: { what: string }) {
  return (
    <Alert severity="warning" variant="outlined" sx={{ mb: 5 }}>
      {what} no longer exists. It may have been deleted, or the model renamed. This page shows its last known state.
    </Alert>
  )
}
