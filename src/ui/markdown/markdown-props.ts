import type { ComponentType, ReactNode } from 'react'
import type { Options } from 'react-markdown'

/** A Markdown text, and how to render files logged beside it. */
export type MarkdownProps = {
  text: string
  /** Renders a picture logged beside the text, from its relative path. */
  picture?: (path: string, alt: string) => ReactNode
  /** The app's URL of a file beside the text, from its relative path. */
  fileLink?: (path: string) => string
  /** A cell of a notebook: what looks like front matter is shown as text, without the parser. */
  isCell?: boolean
}

/** What only Markdown with formulas or HTML needs. */
export type RichParts = {
  readHtml: NonNullable<Options['rehypePlugins']>
  Formula: ComponentType<FormulaProps>
}
export type FormulaProps = { tex: string; isBlock: boolean }
