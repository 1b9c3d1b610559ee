import createPurifier, { type Config } from 'dompurify'
import { originOf } from './asked-hosts.ts'

const purifier = createPurifier(window)

// Remove anything loaded from elsewhere, which would tell other hosts who is looking; keep what the document contains.
purifier.addHook('uponSanitizeAttribute', (node, data) => {
  const fetched = fetching.has(data.attrName) && node.localName !== 'a' && node.localName !== 'area'
  if (fetched && !/^\s*(data:|#)/i.test(data.attrValue) && !isAllowed(data.attrValue)) data.keepAttr = false
})
purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.localName === 'img' && !node.hasAttribute('alt')) node.setAttribute('alt', '')
  if (node.localName !== 'a' || node.getAttribute('href')?.startsWith('#')) return
  node.setAttribute('target', '_blank')
  node.setAttribute('rel', 'noopener noreferrer')
})

/** Allowed origins of the document being parsed. */
let allowedOrigins: readonly string[] = []
const isAllowed = (addresses: string) =>
  allowedOrigins.length > 0 &&
  addresses.split(/,\s+/).every((address) => {
    const origin = originOf(address.trim(), location.href)
    return origin !== undefined && allowedOrigins.includes(origin)
  })

const fetching: ReadonlySet<string> = new Set(['src', 'srcset', 'poster', 'background', 'href', 'xlink:href'])

/**
 * An HTML document without scripts and without anything from origins other than `hosts`, for the frame of
 * server/preview.ts, which blocks both in any case. In a long document only what the browser would report is removed:
 * visiting every node takes too long.
 */
export function sanitizeDocument(html: string, hosts: readonly string[]): string {
  const quiet = without(handlers, html.replaceAll(scripts, ''))
  if (quiet.length > LONG) return quiet
  allowedOrigins = hosts
  try {
    const rules = { ADD_TAGS: hosts.length > 0 ? ['title', 'link'] : ['title'], ADD_ATTR: ['rel'] }
    return sanitize('html', withoutStyles(quiet), rules).replaceAll(` ${HELD}=`, ' style=')
  } finally {
    allowedOrigins = []
  }
}

/** Characters. */
const LONG = 1_000_000
const scripts = /<script\b[^]*?<\/script\s*>/gi

/** HTML for our own page: no scripts, no styles, nothing that could imitate the app. */
export const sanitizeFragment = (html: string): string =>
  sanitize('div', without(handlersAndStyles, html), {
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'select', 'textarea', 'dialog', 'iframe', 'audio', 'video'],
    FORBID_ATTR: ['style', 'class', 'id', 'name', 'slot', 'bgcolor', 'color', 'background', 'border'],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
  })

/**
 * Parses in a template's document, where nothing runs or loads: a DOMParser document would report every style removed
 * below as a violation of the page's CSP.
 */
function sanitize(within: 'html' | 'div', html: string, rules: Config): string {
  const parsed = document.createElement('template').content.ownerDocument.createElement(within)
  parsed.innerHTML = html
  purifier.sanitize(parsed, { ...rules, IN_PLACE: true })
  return within === 'html' ? parsed.outerHTML : parsed.innerHTML
}

/**
 * Chromium reports even a handler or style attribute that it only parses. Anything missed here is removed above, with a
 * report.
 */
const without = (attributes: RegExp, html: string): string =>
  html.replaceAll(/<[a-z][^<>]*>/gi, (tag) => tag.replaceAll(attributes, ' '))

const handlers = /[\s/]on\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/gi
// pandas adds one to every table
const handlersAndStyles = /[\s/](?:on\w+|style)\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/gi

/** Documents keep their styles, for a frame that allows them: rename them meanwhile. */
const withoutStyles = (html: string) =>
  html.replaceAll(/<[a-z][^<>]*>/gi, (tag) => tag.replaceAll(/[\s/]style\s*=/gi, ` ${HELD}=`))
const HELD = 'data-held-style'
