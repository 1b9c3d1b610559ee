import Box from '@mui/material/Box'

/** Text with line numbers. Two blocks of text draw megabytes fast, and the browser's own search finds all of it. */
export function CodeBlock({ text }: { text: string }) {
  const lines = text.endsWith('\n') ? text.slice(0, -1) : text
  const count = lines.split('\n').length
  const numbers = Array.from({ length: count }, (_, index) => index + 1).join('\n')
  return (
    // A long line scrolls by itself, for the keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <Box sx={frame} tabIndex={0} role="group" aria-label="Content">
      <pre aria-hidden>{numbers}</pre>
      <pre>
        <code>{lines}</code>
      </pre>
    </Box>
  )
}

const frame = {
  display: 'flex',
  overflow: 'auto',
  maxHeight: 'calc(100dvh - 180px)',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  '& pre, & code': { fontFamily: 'monospace', fontSize: '0.75rem', lineHeight: 1.6 },
  '& pre': { m: 0, px: 3, py: 2, tabSize: 4 },
  '& pre:first-of-type': {
    position: 'sticky',
    left: 0,
    textAlign: 'right',
    color: 'text.secondary',
    bgcolor: 'background.default',
    borderRight: 1,
    borderColor: 'divider',
    userSelect: 'none',
    alignSelf: 'flex-start',
  },
} as const
