import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import type { Place } from '#contract/model-uri.ts'
import { Markdown } from '../../ui/markdown/Markdown.tsx'
import { HtmlOutput } from './HtmlOutput.tsx'
import { JsonTree } from '../json/JsonTree.tsx'
import type { Output } from './notebook.ts'
import { printedParts } from './terminal-text.ts'

/** The output of a cell. */
export function NotebookOutput({ output, place }: { output: Output; /** The notebook's place. */ place: Place }) {
  if (output.kind === 'image') return <Box component="img" src={output.src} alt="Cell output" sx={picture} />
  if (output.kind === 'html') return <HtmlOutput html={output.text} place={place} />
  if (output.kind === 'markdown') return <Markdown text={output.text} />
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

const picture = { display: 'block', maxWidth: '100%', bgcolor: 'common.white', my: 2 } as const
const printed = {
  m: 0,
  px: 3,
  py: 2,
  overflow: 'auto',
  maxHeight: 480,
} as const
const failed = { borderLeft: 2, borderColor: 'error.main' } as const
