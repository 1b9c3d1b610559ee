import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { Link as RouterLink } from 'react-router'
import { CopyButton } from '../controls/CopyButton.tsx'
import { shortId } from './short-id.ts'
import { Whole } from './Whole.tsx'

type Props = {
  value: string
  /** What the id identifies, for the copy button: “run ID”. */
  what: string
  /** Its link. */
  to?: string
}

/** An id in monospace, shortened in the middle, copied whole. */
export function Id({ value, what, to }: Props) {
  const short = shortId(value)
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, whiteSpace: 'nowrap' }}>
      {to ? (
        <Link component={RouterLink} to={to}>
          <code title={value}>{short}</code>
        </Link>
      ) : (
        <code>{short === value ? value : <Whole text={value} shown={short} what={what} />}</code>
      )}
      <CopyButton text={value} what={what} />
    </Box>
  )
}
