import type { ServerInfo } from '#contract/server-info.ts'

const marker = '<!--modelshelf-->'

/**
 * Prepares index.html: its marker becomes the base URL, the nonce for styles, and what the server says of itself.
 * Gives the page for one nonce; throws when the template has no marker.
 */
export function pageTemplate(html: string, info: ServerInfo): (nonce: string) => string {
  const [before, after] = html.split(marker)
  if (before === undefined || after === undefined) throw new Error(`index.html has no ${marker}`)
  // `<` would let a value end the script element.
  const block = JSON.stringify(info).replaceAll('<', '\\u003c')
  const base = `<base href="${attribute(info.basePath)}/" />`
  const data = `<script type="application/json" id="modelshelf">${block}</script>`
  return (nonce) => `${before}${base}<meta name="csp-nonce" content="${nonce}" />${data}${after}`
}

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
