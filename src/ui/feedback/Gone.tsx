import Alert from '@mui/material/Alert'

/** Over a page whose subject went away while it was open: what was known, and what is being typed, stays. */
export function Gone({ what }: { what: string }) {
  return (
    <Alert severity="warning" variant="outlined" sx={{ mb: 5 }}>
      {what} is no longer there: somebody has deleted it, or the model has another name now. Below is what was known of
      it.
    </Alert>
  )
}
