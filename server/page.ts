import type { ServerInfo } from '#contract/server-info.ts'

const marker = '<!--modelshelf-->'

/**
 * Prepares index.html: replaces its marker with the base URL, the nonce for styles and the server's information about
 * itself. Throws if the template has no marker.
 */
export function pageTemplate(html: string): (nonce: string, info: ServerInfo) => string {
  const [before, after] = html.split(marker)
  if (before === undefined || after === undefined) throw new Error(`index.html has no ${marker}`)
  return (nonce, info) => {
    // Escape `<`, so that no value can close the script element.
    const block = JSON.stringify(info).replaceAll('<', '\\u003c')
    const base = `<base href="${attribute(info.basePath)}/" />`
    const data = `<script type="application/json" id="modelshelf">${block}</script>`
    return `${before}${base}<meta name="csp-nonce" content="${nonce}" />${data}${after}`
  }
}

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
