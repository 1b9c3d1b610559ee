import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import Button from '@mui/material/Button'

type Props = {
  /** What could not be done: “The runs could not be loaded”. */
  title: string
  error: Error
  onRetry?: () => void
  /** What the button says. */
  retry?: string
}

/** A failure in its place: what failed, the server's own words, and a way to try again. */
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
