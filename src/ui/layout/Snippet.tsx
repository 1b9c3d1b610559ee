import Box from '@mui/material/Box'
import { CopyButton } from '../controls/CopyButton.tsx'

type Props = {
  code: string
  /** What the copy button copies: “snippet”. */
  what: string
}

/** Code to copy. */
export function Snippet({ code, what }: Props) {
  return (
    <Box
      sx={{ position: 'relative', borderRadius: 1, bgcolor: 'action.hover', color: 'text.primary', textAlign: 'left' }}
    >
      <Box component="pre" tabIndex={0} sx={{ m: 0, p: 3, pr: 10, overflowX: 'auto', lineHeight: 1.6 }}>
        <code>{code}</code>
      </Box>
      <Box sx={{ position: 'absolute', top: 4, right: 4 }}>
        <CopyButton text={code} what={what} />
      </Box>
    </Box>
  )
}
