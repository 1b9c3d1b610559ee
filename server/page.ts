import type { ServerInfo } from '#contract/server-info.ts'

const marker = '<!--modelshelf-->'

/** What a page needs first: its files of code, and the calls that it makes first if its URL says which. */
export type First = { code: readonly string[]; calls?: readonly string[] }

/**
 * Prepares index.html: replaces its marker with the base URL, the nonce for styles, what to load at once (its URLs are
 * below the base URL) and the server's information about itself. Throws if the template has no marker.
 */
export function pageTemplate(html: string): (nonce: string, info: ServerInfo, first?: First) => string {
  const [before, after] = html.split(marker)
  if (before === undefined || after === undefined) throw new Error(`index.html has no ${marker}`)
  return (nonce, info, { code, calls = [] } = { code: [] }) => {
    // Escape `<`, so that no value can close the script element.
    const block = JSON.stringify(info).replaceAll('<', '\\u003c')
    const base = `<base href="${attribute(info.basePath)}/" />`
    const data = `<script type="application/json" id="modelshelf">${block}</script>`
    const links = code.map((file) => `<link rel="modulepreload" crossorigin href="./${attribute(file)}" />`).join('')
    const early = calls.map((call) => `<meta name="first-call" content="${attribute(call)}" />`).join('')
    return `${before}${base}<meta name="csp-nonce" content="${nonce}" />${links}${early}${data}${after}`
  }
}

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
