import type { ReactNode } from 'react'

/** A text in Markdown, and how what was logged beside it is drawn. */
export type MarkdownProps = {
  text: string
  /** Draws a picture that was logged beside the text, from its relative path. */
  picture?: (path: string, alt: string) => ReactNode
  /** Where in the app a file beside the text is, from its relative path. */
  fileLink?: (path: string) => string
}
