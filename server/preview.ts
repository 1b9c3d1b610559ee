import { createHash } from 'node:crypto'
import type { Context as Call } from 'hono'

/** Writes the document that the app sends to the frame, once. */
const boot = `addEventListener('message', (event) => {
  if (event.source !== parent) return
  document.open()
  document.write(event.data)
  document.close()
}, { once: true })`

const page = `<!doctype html><meta charset="utf-8"><title>Preview</title><script>${boot}</script>`

const shared = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data:',
  'media-src data: blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  // An opaque origin: it reaches neither the app's page, nor its storage, nor the API.
  'sandbox allow-scripts',
].join('; ')

const still = `script-src 'sha256-${createHash('sha256').update(boot).digest('base64')}'; ${shared}`
const running = `script-src 'unsafe-inline' 'unsafe-eval' blob: data:; worker-src blob: data:; connect-src blob: data:; ${shared}`

/**
 * The empty page in which the app shows an HTML artifact. It receives the document from the page around it and loads
 * nothing from the network. The document's own scripts run only with `?scripts=run`.
 */
export const previewFrame = (call: Call): Response =>
  call.html(page, 200, {
    'Content-Security-Policy': call.req.query('scripts') === 'run' ? running : still,
    'X-Frame-Options': 'SAMEORIGIN',
    'Cache-Control': 'no-cache',
  }) as Response // not a promise, since nothing here is asynchronous
