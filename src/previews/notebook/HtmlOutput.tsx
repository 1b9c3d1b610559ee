import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useMemo, useState } from 'react'
import { PreviewFrame } from '../html/PreviewFrame.tsx'
import { sanitizeFragment } from '../html/sanitize.ts'

/** HTML that a cell printed: its tables and words, and on request, alone in a frame, its scripts. */
export function HtmlOutput({ html }: { html: string }) {
  const [runs, setRuns] = useState(false)
  const still = useMemo(() => sanitizeFragment(html), [html])
  const scripted = /<script/i.test(html)
  return (
    <Box sx={frame}>
      {runs ? (
        <PreviewFrame html={html} title="Output of the cell" scripts />
      ) : (
        // What sanitizeFragment leaves has no scripts and no styles; the CSP would let none of them run.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table scrolls by itself, for the keyboard too
        <div tabIndex={0} role="group" aria-label="Output of the cell" dangerouslySetInnerHTML={{ __html: still }} />
      )}
      {scripted && <Button onClick={() => setRuns(!runs)}>{runs ? 'Stop its scripts' : 'Run its scripts'}</Button>}
    </Box>
  )
}

const frame = {
  my: 2,
  typography: 'body2',
  '& > div': { overflow: 'auto', maxHeight: 480, mb: 1 },
  '& table': { borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' },
  '& th, & td': { px: 2, py: 1, borderBottom: 1, borderColor: 'divider', textAlign: 'right', whiteSpace: 'nowrap' },
  '& th': { color: 'text.secondary', fontWeight: 500 },
  '& img': { maxWidth: '100%' },
  '& a': { color: 'primary.main' },
} as const
