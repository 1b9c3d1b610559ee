import Box from '@mui/material/Box'

/** How far something is, from 0 to 1; undefined while that is not known. The browser's own bar. */
export const ProgressBar = ({ label, part }: { label: string; part: number | undefined }) => (
  <Box component="progress" aria-label={label} {...(part !== undefined && { value: part })} sx={bar} />
)

const bar = {
  display: 'block',
  width: '100%',
  height: 4,
  my: 1,
  border: 0,
  borderRadius: 1,
  overflow: 'hidden',
  accentColor: 'var(--mui-palette-primary-main)',
  '&[value]': { appearance: 'none', bgcolor: 'divider' },
  '&::-webkit-progress-bar': { bgcolor: 'divider' },
  '&::-webkit-progress-value': { bgcolor: 'primary.main' },
  '&::-moz-progress-bar': { bgcolor: 'primary.main' },
} as const
