import Box from '@mui/material/Box'

/** Shows a name in at most two lines. A longer one is a button that opens all of it (WholeText). */
export function ClampedName({ name }: { name: string }) {
  if (name.length > LONG)
    return (
      <Box component="button" type="button" className="whole" title={name} data-whole="Name" sx={wrapped}>
        <Box component="bdi" sx={clamped}>
          {name}
        </Box>
      </Box>
    )
  return (
    <Box component="bdi" title={name} sx={clamped}>
      {name}
    </Box>
  )
}

/** Shorter names fit two lines of a phone. */
const LONG = 48

const wrapped = { '&.whole': { whiteSpace: 'normal', overflowWrap: 'anywhere' } } as const

const clamped = {
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: '2',
  overflow: 'hidden',
  minWidth: 0,
} as const
