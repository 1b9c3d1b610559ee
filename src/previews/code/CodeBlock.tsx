import Box from '@mui/material/Box'
import { type ComponentType, lazy, memo, Suspense, useDeferredValue, useMemo } from 'react'
import { type CodePart, codeParts } from './code-parts.ts'
import { usePrinting } from '../../ui/print/printing.ts'
import { type Language, loadGrammar } from './languages.ts'

type Props = {
  text: string
  language?: Language | undefined
  /** Accessible name. */
  label?: string
  numbered?: boolean
}

/** Text with line numbers. Parts out of view are not laid out, but the browser's search finds all of it. */
export function CodeBlock({ text, language, label = 'Content', numbered = true }: Props) {
  // Render the beginning at once and the rest (possibly a million lines) bit by bit, so that the page stays responsive.
  const deferred = useDeferredValue(text, text.slice(0, AT_ONCE))
  const shown = usePrinting() ? text : deferred
  const parts = useMemo(() => codeParts(shown, language !== undefined), [shown, language])
  const Highlighted = language && highlighted(language)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long line scrolls by itself, for the keyboard too
    <Box sx={frame} tabIndex={0} role="group" aria-label={label}>
      <div>
        {parts.map((part, index) => (
          // Parts are only ever appended.
          <Part key={index} part={part} Highlighted={part.highlighted ? Highlighted : undefined} numbered={numbered} />
        ))}
      </div>
    </Box>
  )
}

type PartProps = { part: CodePart; Highlighted: ReturnType<typeof highlighted> | undefined; numbered: boolean }

const Part = memo(function Part({ part: { text, rows, line, lines }, Highlighted, numbered }: PartProps) {
  return (
    <div style={{ containIntrinsicBlockSize: `auto ${rows * LINE}px` }}>
      {numbered && (
        <pre aria-hidden className="numbers">
          <code>{Array.from({ length: lines }, (_, index) => line + index).join('\n')}</code>
        </pre>
      )}
      <pre>
        {Highlighted ? (
          <Suspense fallback={<code>{text}</code>}>
            <Highlighted text={text} />
          </Suspense>
        ) : (
          <code>{text}</code>
        )}
      </pre>
    </div>
  )
})

/** Characters rendered at once. */
const AT_ONCE = 600_000

/** Pixels. */
const LINE = 19

const frame = {
  overflow: 'auto',
  maxHeight: 'calc(100dvh - 180px)',
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  // As wide as the longest line, so that line numbers stay in view.
  '& > div': { width: 'max-content', minWidth: '100%', '@media print': { width: '100%' } },
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

type HighlightedCodeProps = { text: string }

const loaded = new Map<Language, ComponentType<HighlightedCodeProps>>()

/** Highlights text; suspends until the highlighter and the grammar have loaded. */
function highlighted(language: Language): ComponentType<HighlightedCodeProps> {
  const known = loaded.get(language)
  if (known) return known
  const made = lazy(async () => {
    const code = await Promise.all([import('./highlight.ts'), loadGrammar(language)]).catch(() => undefined)
    if (!code) {
      loaded.delete(language) // the next text retries; this one stays plain
      return { default: Plain }
    }
    const [{ highlight }, grammar] = code
    function Highlighted({ text }: HighlightedCodeProps) {
      // Takes about ten milliseconds for the longest text here.
      const html = useMemo(() => highlight(text, language, grammar), [text])
      // The highlighter escapes everything but its own spans (languages.test.ts).
      return <code dangerouslySetInnerHTML={{ __html: html }} />
    }
    return { default: Highlighted }
  })
  loaded.set(language, made)
  return made
}

const Plain = ({ text }: HighlightedCodeProps) => <code>{text}</code>
