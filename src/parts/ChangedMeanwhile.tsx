import Alert from '@mui/material/Alert'
import AlertTitle from '@mui/material/AlertTitle'
import Box from '@mui/material/Box'
import Button from '@mui/material/Button'

/** Says that someone else saved another text, shows all of it, and offers to continue from it. */
export function ChangedMeanwhile({ theirs, onTake }: { theirs: string; onTake: () => void }) {
  return (
    <Alert severity="warning" variant="outlined" sx={{ mb: 5, '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}>
      <AlertTitle>Someone else changed this</AlertTitle>
      Your text is still here. Saving it replaces theirs:
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is a scroller */}
      <Box component="pre" tabIndex={0} dir="auto" aria-label="Their text" sx={their}>
        {theirs || '(empty)'}
      </Box>
      <Button color="inherit" onClick={onTake}>
        Use theirs
      </Button>
    </Alert>
  )
}

const their = {
  my: 2,
  py: 2,
  maxHeight: 160,
  overflow: 'auto',
  typography: 'body2',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
} as const
