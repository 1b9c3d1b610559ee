import { createHash } from 'node:crypto'
import type { Section } from '#contract/pages.ts'
import type { ServerInfo } from '#contract/server-info.ts'
import type { FirstCall } from './first-calls.ts'

const marker = '<!--modelshelf-->'
const shell = /<!--shell-->.*?<!--\/shell-->/s

/**
 * What a page needs first: its files of code, and the answers to what it asks first, or the calls that ask. URLs are below the base URL.
 */
export type First = {
  code: readonly string[]
  calls?: readonly FirstCall[]
  answers?: Record<string, string>
  /** The page has the app's frame; what it belongs to is marked there. */
  isFramed?: boolean
  section?: Section | undefined
}

/**
 * Prepares index.html: replaces its marker with the base URL, the nonce for styles, what to load at once and the server's
 * information about itself, and adds answers at its end, so that code is loaded meanwhile. Keeps the frame of the app for a
 * page that has it. Throws if the template has no marker.
 */
export function pageTemplate(html: string): (nonce: string, info: ServerInfo, first?: First) => string {
  const [before, after] = html.split(marker)
  if (before === undefined || after === undefined) throw new Error(`index.html has no ${marker}`)
  const styled = after.split('<style>')
  return (nonce, info, { code, calls = [], answers = {}, isFramed, section } = { code: [] }) => {
    const base = `<base href="${attribute(info.basePath)}/" />`
    const data = jsonBlock('modelshelf', info)
    const links = code.map((file) => `<link rel="modulepreload" crossorigin href="./${attribute(file)}" />`).join('')
    const early = calls.map(earlyCall).join('')
    const head = `${base}<meta name="csp-nonce" content="${nonce}" />${early}${data}`
    const answered = Object.keys(answers).length > 0 ? jsonBlock('first-answers', answers) : ''
    const body = styled.join(`<style nonce="${nonce}">`)
    const framed = isFramed ? body.replace(`data-place="${section}"`, '$& data-here') : body.replace(shell, '')
    // The app's code is named first: it is half of all, and Chromium compiles three files at a time, in this order.
    const named = framed.replace('</head>', (end) => links + end)
    return before + head + named.replace('</body>', (end) => answered + end)
  }
}

/** Of the scripts that stand in the page itself, as a Content-Security-Policy names them. */
export const hashesOfScripts = (html: string): string[] =>
  Array.from(
    html.matchAll(/<script>(.*?)<\/script>/gs),
    ([, script = '']) => `sha256-${createHash('sha256').update(script).digest('base64')}`,
  )

/** Read by src/before-app.js. */
function earlyCall({ url, body, range }: FirstCall): string {
  const how = Object.entries({ body, range }).flatMap(([name, text]) =>
    text ? ` data-${name}="${attribute(text)}"` : [],
  )
  return `<meta name="first-call" content="${attribute(url)}"${how.join('')} />`
}

/** JSON that the browser does not run. */
const jsonBlock = (id: string, value: unknown) =>
  `<script type="application/json" id="${id}">${inDocument(value)}</script>`

/** JSON as a document may hold it: `<` is escaped, so that no value can close the script element. */
export const inDocument = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
