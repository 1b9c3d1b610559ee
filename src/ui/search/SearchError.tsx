import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

export type TextError = {
  message: string
  /** Index of the offending character, if known; the text's length when something is missing at the end. */
  position?: number
}

const CONTEXT = 28

/** Says what is wrong with a search and marks the offending character. */
export function SearchError({
  id,
  text,
  error: { message, position },
  renderOffer,
  onAccept,
}: {
  id: string
  text: string
  error: TextError
  /** What to do about it. */
  renderOffer: ((text: string, onAccept: (text: string) => void) => ReactNode) | undefined
  onAccept: (text: string) => void
}) {
  return (
    <Box id={id} role="status" sx={{ mt: 1, color: 'error.main' }}>
      <Typography variant="caption">
        {message} {renderOffer?.(text, onAccept)}
      </Typography>
      {position !== undefined && (
        <Box component="pre" aria-hidden sx={excerpt}>
          {markerLines(text, position).join('\n')}
        </Box>
      )}
    </Box>
  )
}

/** The text around `position` and a caret below it, as two lines of monospace text. */
export function markerLines(text: string, position: number): [string, string] {
  const start = Math.max(0, position - CONTEXT)
  const lead = start > 0 ? '…' : ''
  const end = position + CONTEXT
  const shown = lead + text.slice(start, end) + (end < text.length ? '…' : '')
  return [shown, `${' '.repeat(lead.length + position - start)}▲`]
}

const excerpt = {
  m: 0,
  typography: 'caption',
  fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  lineHeight: 1.2,
  overflowX: 'auto',
} as const
