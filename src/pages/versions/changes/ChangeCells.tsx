import Box from '@mui/material/Box'

/** A value that one of the versions does not have, and not “None”, which Python may have logged; `isKnown` is false if it could not be read. */
export const Missing = ({ isKnown = true }: { isKnown?: boolean }) => (
  <Box component="span" sx={{ color: 'text.secondary' }}>
    {isKnown ? '–' : 'Unknown'}
  </Box>
)
