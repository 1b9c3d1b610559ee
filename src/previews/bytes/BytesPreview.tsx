import Alert from '@mui/material/Alert'
import Box from '@mui/material/Box'
import prettyBytes from 'pretty-bytes'
import { Fact, Facts } from '../../ui/layout/Facts.tsx'
import { CodeBlock } from '../code/CodeBlock.tsx'
import type { PreviewProps } from '../preview-props.ts'
import { sniff, whyNotShown } from './sniff.ts'

/** A binary file: its size, type and first bytes. Nothing in it is executed. */
export function BytesPreview({ content, name, kind }: PreviewProps) {
  const pickle = kind === 'pickle'
  const why = whyNotShown(content.bytes)
  return (
    <>
      {pickle && (
        <Alert severity="warning" variant="outlined" sx={{ mb: 3 }}>
          Loading a file like this can run code in it. Load it only if you trust its author. This page shows only the
          facts below.
        </Alert>
      )}
      {why && (
        <Alert severity="info" variant="outlined" sx={{ mb: 3 }}>
          {why}
        </Alert>
      )}
      <Facts>
        <Fact name="File">{name}</Fact>
        <Fact name="Type">{sniff(content.bytes) ?? (pickle ? 'Serialised Python object' : 'Unknown')}</Fact>
        <Fact name="Size">
          {prettyBytes(content.size)} ({content.size} bytes)
        </Fact>
      </Facts>
      {!pickle && (
        <Box sx={{ mt: 2 }}>
          <CodeBlock text={hexOf(content.bytes.subarray(0, SHOWN))} label="First bytes" numbered={false} />
        </Box>
      )}
    </>
  )
}

const SHOWN = 512

/** A hex dump of 16 bytes per line: offset, hex and characters. */
export function hexOf(bytes: Uint8Array): string {
  const lines = []
  for (let at = 0; at < bytes.length; at += 16) {
    const part = [...bytes.subarray(at, at + 16)]
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const letters = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCodePoint(byte) : '·')).join('')
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  ${letters}`)
  }
  return lines.join('\n')
}
