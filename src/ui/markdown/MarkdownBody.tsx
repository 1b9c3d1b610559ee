import Box from '@mui/material/Box'
import Link from '@mui/material/Link'
import { createElement, type ReactNode, useId, useMemo } from 'react'
import ReactMarkdown, { type Components, defaultUrlTransform, type Options } from 'react-markdown'
import { Link as RouterLink } from 'react-router'
import rehypeSanitize from 'rehype-sanitize'
import { MARK } from '#contract/markdown/formulas.ts'
import { FragmentLink, ID_PREFIX, useFragment } from './Fragment.tsx'
import { schema } from './known-tags.ts'
import type { FormulaProps, MarkdownProps, RichParts } from './markdown-props.ts'
import { prose } from './prose.ts'
import { remarkPlugins } from './read-gfm.ts'

type Props = MarkdownProps & {
  /** Plugins that parse HTML or give headings ids; their result is sanitised. */
  before: Options['rehypePlugins']
  /** Shows formulas; without it they are text. */
  Formula: RichParts['Formula'] | undefined
}

/** Markdown without front matter, with its formulas marked. */
export function MarkdownBody({ text, picture, fileLink, before, Formula }: Props) {
  // Keep the components stable: new ones would load the pictures again.
  const parts = useMemo(
    () => ({ ...components, img: pictureOf(picture), a: linkOf(fileLink), code: codeOf(Formula) }),
    [picture, fileLink, Formula],
  )
  const plugins = useMemo(() => [...(before ?? []), sanitized], [before])
  const id = useId()
  const container = useFragment()
  return (
    <Box ref={container} sx={prose} dir="auto">
      <ReactMarkdown
        remarkPlugins={remarkPlugins}
        rehypePlugins={plugins}
        // Unique footnote ids when a page shows several texts.
        remarkRehypeOptions={{ clobberPrefix: id }}
        urlTransform={withPictures}
        components={parts}
      >
        {text}
      </ReactMarkdown>
    </Box>
  )
}

const sources = ['http', 'https', 'data', 'attachment']
const sanitized: [typeof rehypeSanitize, typeof schema] = [
  rehypeSanitize,
  { ...schema, clobberPrefix: ID_PREFIX, protocols: { ...schema.protocols, src: sources } },
]

/** A picture may be in the text itself, or in the notebook around it. */
const withPictures: NonNullable<Options['urlTransform']> = (url, key) =>
  key === 'src' && /^(data:image\/|attachment:)/i.test(url) ? url : defaultUrlTransform(url)

const pictureOf = (draw: MarkdownProps['picture']): NonNullable<Components['img']> =>
  function Picture({ src, alt, width }) {
    if (typeof src !== 'string' || src === '') return <em>{alt}</em>
    if (/^data:image\//i.test(src)) return <img src={src} alt={alt ?? ''} width={width} />
    // Loading an external picture would tell its host who is looking; the CSP blocks it.
    if (/^(?!attachment:)([a-z][\w+.-]*:|\/)/i.test(src)) return <Outward href={src}>{alt || src}</Outward>
    return draw ? draw(src, alt ?? '') : <em>{alt || src}</em>
  }

const linkOf = (fileLink: MarkdownProps['fileLink']): NonNullable<Components['a']> =>
  function TextLink({ href = '', children, ...props }) {
    const rest = attributesOf(props)
    if (href === '') return <a {...rest}>{children}</a> // an anchor
    if (href.startsWith('#'))
      return (
        <FragmentLink to={href} {...rest}>
          {children}
        </FragmentLink>
      )
    const isBeside = !/^([a-z][\w+.-]*:|\/)/i.test(href)
    if (!isBeside || !fileLink) return <Outward href={href}>{children}</Outward>
    return (
      <Link component={RouterLink} to={fileLink(href)}>
        {children}
      </Link>
    )
  }

function Outward({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </Link>
  )
}

const codeOf = (Formula: Props['Formula'] = FormulaAsText): NonNullable<Components['code']> => {
  const formula = (tex: string, isBlock: boolean) => createElement(Formula, { tex, isBlock })
  return function Code({ className, children, ...props }) {
    const text = typeof children === 'string' ? children : ''
    if (className === 'language-math') return formula(text, true)
    if (text.startsWith(MARK)) return formula(text.slice(MARK.length), false)
    return (
      <code className={className} {...attributesOf(props)}>
        {children}
      </code>
    )
  }
}

const FormulaAsText = ({ tex }: FormulaProps) => <code>{tex}</code>

/** A tag's attributes, without its syntax tree node. */
function attributesOf<Props extends { node?: unknown }>(props: Props): Omit<Props, 'node'> {
  const { node: _, ...attributes } = props
  return attributes
}

/** A heading with a link to it. */
const heading = (Level: 'h3' | 'h4' | 'h5' | 'h6'): NonNullable<Components['h1']> =>
  function Heading({ id, children, className, ...props }) {
    const rest = attributesOf(props)
    const level = (
      <Level id={id} className={className} {...rest}>
        {children}
      </Level>
    )
    if (!id || className === 'sr-only') return level
    return (
      <div className={`heading ${Level}`}>
        {level}
        <FragmentLink to={`#${id.slice(ID_PREFIX.length)}`} className="anchor" aria-label="Link to this heading">
          #
        </FragmentLink>
      </div>
    )
  }

const components: Components = {
  h1: heading('h3'),
  h2: heading('h4'),
  h3: heading('h5'),
  h4: heading('h6'),
  h5: heading('h6'),
  h6: heading('h6'),
  pre({ node, children }) {
    const [code] = node?.children ?? []
    const names = code?.type === 'element' ? code.properties['className'] : undefined
    return Array.isArray(names) && names.includes('language-math') ? <div>{children}</div> : <pre>{children}</pre>
  },
  table: ({ children, ...props }) => (
    // A wide table scrolls on its own, by keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is a scroller
    <div className="scroll" tabIndex={0} role="group" aria-label="Table">
      <table {...attributesOf(props)}>{children}</table>
    </div>
  ),
}
