import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import Button from '@mui/material/Button'

type Props = {
  /** What failed: “The runs could not be loaded”. */
  title: string
  error: Error
  onRetry?: () => void
  /** The button's label. */
  retry?: string
}

/** An error in place: what failed, the server's message, and a retry button. */
export function ErrorNotice({ title, error, onRetry, retry = 'Retry' }: Props) {
  const button = onRetry && (
    <Button color="inherit" onClick={onRetry}>
      {retry}
    </Button>
  )
  return (
    <Alert severity="error" variant="outlined" action={button} sx={{ my: 4, overflowWrap: 'anywhere' }}>
      <AlertTitle>{title}</AlertTitle>
      {error.message}
    </Alert>
  )
}
