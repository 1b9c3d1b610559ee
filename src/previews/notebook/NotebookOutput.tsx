import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { Place } from '#contract/model-uri.ts'
import { MarkdownText } from '../../ui/markdown/MarkdownText.tsx'
import { JsonTree } from '../json/JsonTree.tsx'
import type { Output } from './notebook.ts'
import { printedParts } from './terminal-text.ts'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useMemo } from 'react'
import { HostsNotice, reachOf } from '../html/HostsNotice.tsx'
import { PreviewFrame } from '../html/PreviewFrame.tsx'
import { sanitizeFragment } from '../html/sanitize.ts'
import { useBeside } from '../html/use-beside.ts'
import { useBesideText } from '../markdown/use-beside-text.tsx'
import { useFrameHosts } from '../html/use-frame-hosts.ts'

type OutputProps = {
  output: Output
  /** The notebook's place. */
  place: Place
  /** The notebook has Markdown with formulas or HTML. */
  amongRich: boolean
}

/** The output of a cell. */
export function NotebookOutput({ output, place, amongRich }: OutputProps) {
  if (output.kind === 'image') return <Box component="img" src={output.src} alt="Cell output" sx={picture} />
  if (output.kind === 'html') return <HtmlOutput html={output.text} place={place} />
  if (output.kind === 'markdown') return <MarkdownOutput text={output.text} {...{ place, amongRich }} />
  if (output.kind === 'json') return <JsonTree value={output.value} />
  return (
    <Box
      component="pre"
      tabIndex={0}
      aria-label={output.kind === 'error' ? 'Cell error' : 'Cell output'}
      role="group"
      sx={[printed, output.kind === 'error' && failed]}
    >
      <code>
        {printedParts(output.text).map(({ text, href }, index) =>
          href === undefined ? (
            text
          ) : (
            <Link key={index} href={href} target="_blank" rel="noopener noreferrer">
              {text}
            </Link>
          ),
        )}
      </code>
    </Box>
  )
}

/** Markdown printed by a cell, with the pictures beside the notebook. */
function MarkdownOutput({ text, place, amongRich }: { text: string; place: Place; amongRich: boolean }) {
  return <MarkdownText text={text} isCell amongRich={amongRich} {...useBesideText(place)} />
}

const picture = { display: 'block', maxWidth: '100%', bgcolor: 'common.white', my: 2 } as const
const printed = {
  m: 0,
  px: 3,
  py: 2,
  overflow: 'auto',
  maxHeight: 480,
} as const
const failed = { borderLeft: 2, borderColor: 'error.main' } as const

type Props = { html: string; /** The notebook's place. */ place: Place }

/** HTML printed by a cell: its tables and text, and on request, isolated in a frame, its scripts. */
function HtmlOutput({ html, place }: Props) {
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
