import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { type ReactNode, useMemo } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'

type Props = {
  text: string
  /** Renders a picture with a relative path. */
  picture?: (path: string, alt: string) => ReactNode
}

/** Sanitised user Markdown, with headings below the page's own. Load it lazily: it brings a parser. */
export function Markdown({ text, picture }: Props) {
  // Keep the components stable: new ones would load the pictures again.
  const parts = useMemo(() => ({ ...components, img: pictureOf(picture) }), [picture])
  return (
    <Box sx={prose} dir="auto">
      <ReactMarkdown remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSanitize]} components={parts}>
        {text}
      </ReactMarkdown>
    </Box>
  )
}

const pictureOf = (draw: Props['picture']): NonNullable<Components['img']> =>
  function Picture({ src, alt }) {
    if (typeof src !== 'string' || src === '') return <em>{alt}</em>
    // Loading an external picture would tell its host who is looking; the CSP blocks it.
    if (/^([a-z][\w+.-]*:|\/)/i.test(src)) return <Outward href={src}>{alt || src}</Outward>
    return draw ? draw(src, alt ?? '') : <em>{alt || src}</em>
  }

function Outward({ href, children }: { href: string | undefined; children: ReactNode }) {
  return (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </Link>
  )
}

const components: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
  a: ({ href, children }) => <Outward href={href}>{children}</Outward>,
  table: ({ children }) => (
    // A wide table scrolls on its own, by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is a scroller
    <div className="scroll" tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
}

const prose = {
  maxWidth: '72ch',
  typography: 'body1',
  lineHeight: 1.6,
  overflowWrap: 'anywhere',
  '& > *': { mt: 0, mb: 3 },
  '& > *:last-child': { mb: 0 },
  '& h3': { typography: 'h2', mb: 2 },
  '& h4, & h5, & h6': { typography: 'h3', mb: 1 },
  '& * + h3, & * + h4, & * + h5, & * + h6': { mt: 4 },
  '& ul, & ol': { pl: 5 },
  '& li': { mb: 1 },
  // Show a task's checkbox where the bullet would be.
  '& li:has(> input)': { listStyle: 'none', ml: -5 },
  '& code': { px: 1, py: 0.5, borderRadius: 1, bgcolor: 'action.hover' },
  '& pre': { p: 3, borderRadius: 1, bgcolor: 'action.hover', overflowX: 'auto', overflowWrap: 'normal' },
  '& pre code': { p: 0, bgcolor: 'transparent' },
  '& blockquote': { mx: 0, pl: 3, borderLeft: 2, borderColor: 'divider', color: 'text.secondary' },
  '& img': { maxWidth: '100%' },
  '& hr': { border: 0, borderTop: 1, borderColor: 'divider' },
  '& .scroll': { overflowX: 'auto', overflowWrap: 'normal' },
  '& table': { borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' },
  '& th, & td': { py: 1, pr: 4, borderBottom: 1, borderColor: 'divider' },
  '& th': { color: 'text.secondary', fontWeight: 500, textAlign: 'left' },
} as const
