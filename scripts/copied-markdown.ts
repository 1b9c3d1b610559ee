import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** Shows Markdown with formulas or HTML. */
const start = /src.ui.markdown.RichMarkdown\.tsx$/
/** What it has copies of: what shows Markdown, and the parsers. What holds state, or is used besides, stays one. */
const copied =
  /src.ui.markdown.(?!FrontMatter)\w|node_modules.(?!(react|react-dom|react-router|scheduler|@mui|@emotion)[\\/])/
/** How the names of its copies end. */
export const COPY = '?rich'

/**
 * Gives Markdown with formulas or HTML a copy of what shows Markdown, so that a page loads it as one file, and Markdown without these as
 * another.
 */
export function copiedMarkdown(): Plugin {
  return {
    name: 'modelshelf-copied-markdown',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (importer === undefined || !(start.test(importer) || importer.endsWith(COPY))) return undefined
      const found = await this.resolve(source, importer.replace(COPY, ''), { ...options, skipSelf: true })
      if (!found || found.external || !copied.test(found.id)) return found
      return { ...found, id: found.id + COPY }
    },
    load(id) {
      if (!id.endsWith(COPY)) return undefined
      const file = id.slice(0, -COPY.length)
      return { code: readFileSync(file, 'utf8'), moduleType: /\.tsx?$/.exec(file)?.[0].slice(1) ?? 'js' }
    },
  }
}
