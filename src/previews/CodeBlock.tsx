import Box from '@mui/material/Box'
import { Suspense, useMemo } from 'react'
import { codeParts } from './code-parts.ts'
import { highlighted } from './HighlightedCode.tsx'
import type { Language } from './languages.ts'

type Props = {
  text: string
  language?: Language | undefined
  /** For those who hear it. */
  label?: string
  numbered?: boolean
}

/** Text with line numbers. Parts out of view are not laid out, and the browser's own search still finds all of it. */
export function CodeBlock({ text, language, label = 'Content', numbered = true }: Props) {
  const parts = useMemo(() => codeParts(text, language !== undefined), [text, language])
  const Highlighted = language && highlighted(language)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long line scrolls by itself, for the keyboard too
    <Box sx={frame} tabIndex={0} role="group" aria-label={label}>
      <div>
        {parts.map((part, index) => (
          // A text never changes while it is looked at.
          <div key={index} style={{ containIntrinsicBlockSize: `auto ${part.rows * LINE}px` }}>
            {numbered && (
              <pre aria-hidden className="numbers">
                <code>{part.numbers}</code>
              </pre>
            )}
            <pre>
              {Highlighted && part.highlighted ? (
                <Suspense fallback={<code>{part.text}</code>}>
                  <Highlighted text={part.text} />
                </Suspense>
              ) : (
                <code>{part.text}</code>
              )}
            </pre>
          </div>
        ))}
      </div>
    </Box>
  )
}

/** Pixels. */
const LINE = 19

const frame = {
  overflow: 'auto',
  maxHeight: 'calc(100dvh - 180px)',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  // As wide as the longest line, so that the numbers stay in view beside every one.
  '& > div': { width: 'max-content', minWidth: '100%' },
  '& > div > div': { display: 'flex', contentVisibility: 'auto' },
  '& code': { lineHeight: `${LINE}px` },
  '& pre': { m: 0, px: 3, tabSize: 4, lineHeight: `${LINE}px` },
  '& > div > div:first-of-type pre': { pt: 2 },
  '& > div > div:last-of-type pre': { pb: 2 },
  '& .numbers': {
    position: 'sticky',
    left: 0,
    textAlign: 'right',
    minWidth: '5ch',
    color: 'text.secondary',
    bgcolor: 'background.default',
    borderRight: 1,
    borderColor: 'divider',
    userSelect: 'none',
    flexShrink: 0,
  },
  '& .hljs-comment, & .hljs-quote': { color: 'text.secondary', fontStyle: 'italic' },
  '& .hljs-keyword, & .hljs-selector-tag, & .hljs-name, & .hljs-section': { color: 'primary.main' },
  '& .hljs-string, & .hljs-regexp, & .hljs-addition': { color: 'success.main' },
  '& .hljs-number, & .hljs-literal, & .hljs-symbol, & .hljs-bullet': { color: 'warning.main' },
  '& .hljs-title, & .hljs-attr, & .hljs-attribute, & .hljs-type, & .hljs-built_in': { color: 'info.main' },
  '& .hljs-deletion': { color: 'error.main' },
  '& .hljs-meta, & .hljs-doctag': { color: 'text.secondary' },
} as const
