import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

type Extensions = { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] }

/** Reads tables, task lists, footnotes and bare links as GitHub does. `remark-gfm` brings what writes them, too: 5 kB more for each page. */
function readGfm(this: { data(): object }): void {
  const data: Extensions = this.data()
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), gfm()]
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), gfmFromMarkdown()]
}

export const remarkPlugins = [readGfm]
