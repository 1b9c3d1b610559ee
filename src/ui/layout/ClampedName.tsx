import Box from '@mui/material/Box'

/** Shows a name in at most two lines, all of it on hover. */
export function ClampedName({ name }: { name: string }) {
  return (
    <Box component="bdi" title={name} sx={clamped}>
      {name}
    </Box>
  )
}

const clamped = {
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: '2',
  overflow: 'hidden',
  minWidth: 0,
} as const
