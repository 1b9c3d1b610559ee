import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useMemo } from 'react'
import type { Place } from '#contract/model-uri.ts'
import { HostsNotice, reachOf } from '../html/HostsNotice.tsx'
import { PreviewFrame } from '../html/PreviewFrame.tsx'
import { sanitizeFragment } from '../html/sanitize.ts'
import { useBeside } from '../html/use-beside.ts'
import { useFrameHosts } from '../html/use-frame-hosts.ts'

type Props = { html: string; /** The notebook's place. */ place: Place }

/** HTML printed by a cell: its tables and text, and on request, isolated in a frame, its scripts. */
export function HtmlOutput({ html, place }: Props) {
  const frame = useFrameHosts(html)
  const { running } = frame
  const whole = useBeside(html, place) ?? html
  const still = useMemo(() => sanitizeFragment(whole), [whole])
  return (
    <Box sx={output}>
      <HostsNotice frame={frame} />
      {running || frame.allowed.length > 0 ? (
        <PreviewFrame
          html={whole}
          title="Cell output"
          scripts={running}
          hosts={frame.allowed}
          onBlocked={frame.onBlocked}
        />
      ) : (
        // sanitizeFragment removes scripts and styles; the CSP would block them anyway.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table scrolls by itself, for the keyboard too
        <div tabIndex={0} role="group" aria-label="Cell output" dangerouslySetInnerHTML={{ __html: still }} />
      )}
      {frame.scripted && (
        <Button onClick={() => frame.run(!running)}>{running ? 'Stop scripts' : 'Run scripts'}</Button>
      )}
      {running && (
        <Typography variant="body2" color="textSecondary">
          {reachOf(frame)}
        </Typography>
      )}
    </Box>
  )
}

const output = {
  my: 2,
  typography: 'body2',
  '& > div[role=group]': { overflow: 'auto', maxHeight: 480, mb: 1 },
  '& table': { borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' },
  '& th, & td': { px: 2, py: 1, borderBottom: 1, borderColor: 'divider', textAlign: 'right', whiteSpace: 'nowrap' },
  '& th': { color: 'text.secondary', fontWeight: 500 },
  '& img': { maxWidth: '100%' },
  '& a': { color: 'primary.main' },
} as const
