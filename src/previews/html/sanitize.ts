import createPurifier, { type Config } from 'dompurify'
import { originOf } from './asked-hosts.ts'

const purifier = createPurifier(window)

// What a document would fetch names who looks at it to somebody else; only what it carries itself stays.
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

/** Origins from which the document that is being read may load. */
let allowedOrigins: readonly string[] = []
const isAllowed = (addresses: string) =>
  allowedOrigins.length > 0 &&
  addresses.split(/,\s+/).every((address) => {
    const origin = originOf(address.trim(), location.href)
    return origin !== undefined && allowedOrigins.includes(origin)
  })

const fetching: ReadonlySet<string> = new Set(['src', 'srcset', 'poster', 'background', 'href', 'xlink:href'])

/**
 * A whole HTML document without its scripts, and with nothing that it would load from other origins than `hosts`, for the frame of server/preview.ts: that lets none run and nothing be
 * fetched whatever comes. A long one only loses what the browser would report; every node of it takes too long.
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

/** A piece of HTML to stand in our own page: no scripts, no styles, nothing that could pose as a part of the app. */
export const sanitizeFragment = (html: string): string =>
  sanitize('div', without(handlersAndStyles, html), {
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'select', 'textarea', 'dialog', 'iframe', 'audio', 'video'],
    FORBID_ATTR: ['style', 'class', 'id', 'name', 'slot', 'bgcolor', 'color', 'background', 'border'],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
  })

/**
 * Parsed in a template's document, where nothing is run or fetched: in one of DOMParser's every style that is about to
 * be taken out would first be reported as against the page's CSP.
 */
function sanitize(within: 'html' | 'div', html: string, rules: Config): string {
  const parsed = document.createElement('template').content.ownerDocument.createElement(within)
  parsed.innerHTML = html
  purifier.sanitize(parsed, { ...rules, IN_PLACE: true })
  return within === 'html' ? parsed.outerHTML : parsed.innerHTML
}

/** Chromium reports even a handler or a style attribute that it only parses. What slips through is taken out above, with a report. */
const without = (attributes: RegExp, html: string): string =>
  html.replaceAll(/<[a-z][^<>]*>/gi, (tag) => tag.replaceAll(attributes, ' '))

const handlers = /[\s/]on\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/gi
// pandas writes one into every table.
const handlersAndStyles = /[\s/](?:on\w+|style)\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/gi

/** A document keeps its styles, for a frame that allows them: they go by another name meanwhile. */
const withoutStyles = (html: string) =>
  html.replaceAll(/<[a-z][^<>]*>/gi, (tag) => tag.replaceAll(/[\s/]style\s*=/gi, ` ${HELD}=`))
const HELD = 'data-held-style'
