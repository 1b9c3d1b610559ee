/**
 * The origins that an HTML document loads scripts, styles, fonts, pictures or data from, in document order. Reads the
 * tags, the CSS, and string literals in inline scripts that are file URLs; it cannot find what a script builds at run
 * time. `base` is the page's URL, for URLs without a scheme.
 */
export function askedHosts(html: string, base: string): string[] {
  const origins = new Set<string>()
  const add = (address: string) => {
    const origin = originOf(address.trim().replaceAll('&amp;', '&'), base)
    if (origin) origins.add(origin)
  }
  const scripts: string[] = []
  const page = html.replaceAll(comments, '').replaceAll(scriptElements, (_, tag: string, body: string) => {
    scripts.push(body)
    return tag
  })
  for (const [tag, name = ''] of page.matchAll(tags)) {
    const attributes = attributesOf(tag)
    if (name.toLowerCase() === 'link' && !/stylesheet|preload/i.test(attributes.get('rel') ?? '')) continue
    for (const attribute of loading[name.toLowerCase()] ?? []) add(attributes.get(attribute) ?? '')
    for (const part of (attributes.get('srcset') ?? '').split(/,\s+/)) add(part.trim().split(/\s/, 1)[0] ?? '')
    const inner = attributes.get('srcdoc')
    if (inner) for (const origin of askedHosts(unescaped(inner), base)) origins.add(origin)
  }
  for (const [, address = ''] of page.matchAll(cssAddresses)) add(address)
  // An inlined library is full of URLs that are never requested.
  for (const script of scripts.filter(({ length }) => length <= MAX_SCRIPT))
    for (const file of filesIn(script)) add(file)
  return [...origins]
}

/** Whether a document contains anything executable. */
export const hasScripts = (html: string): boolean =>
  /<script\b|<[a-z][^<>]*\son\w+\s*=|javascript:|\ssrcdoc\s*=/i.test(html)

/** The origin of a network URL; undefined for anything else, including URLs relative to the page. */
export function originOf(address: string, base: string): string | undefined {
  if (!/^(https?:)?\/\//i.test(address)) return undefined
  const url = URL.parse(address, base)
  return url && /^https?:$/.test(url.protocol) ? url.origin : undefined
}

/** Characters of a script searched for URLs. */
const MAX_SCRIPT = 200_000

const comments = /<!--[^]*?-->/g
const scriptElements = /(<script\b[^>]*>)([^]*?)<\/script\s*>/gi
const tags = /<([a-z][\w-]*)\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi
const cssAddresses = /(?:url\(|@import)\s*["']?((?:https?:)?\/\/[^\s"')]+)/gi
const literals = /(?<!\\)(["'`])(https?:(?:\\?\/){2}[^\s"'`<>]*)\1/gi
const ofFile =
  /\.(m?js|css|json|geojson|topojson|csv|tsv|arrow|parquet|png|jpe?g|gif|svg|webp|woff2?|pbf|wasm)(\?|$)|\{z\}|\.min$|\/npm\//i

/** The strings of a script that are URLs of files, map tiles or packages, but not of links or JSON schemas. */
const filesIn = (script: string): string[] =>
  [...script.matchAll(literals)]
    .filter(({ index }) => !/\$schema["']\s*:\s*$/.test(script.slice(Math.max(0, index - 20), index)))
    .map(([, , address = '']) => address.replaceAll('\\/', '/'))
    .filter((address) => ofFile.test(address))

const loading: Record<string, readonly string[]> = {
  script: ['src'],
  link: ['href'],
  img: ['src'],
  input: ['src'],
  source: ['src'],
  video: ['src', 'poster'],
  audio: ['src'],
  track: ['src'],
  embed: ['src'],
  iframe: ['src'],
  image: ['href', 'xlink:href'],
  use: ['href', 'xlink:href'],
  body: ['background'],
  table: ['background'],
  td: ['background'],
}

function attributesOf(tag: string): Map<string, string> {
  const found = tag.matchAll(/[\s"'/]([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)
  return new Map([...found].map(([, name = '', a, b, c]) => [name.toLowerCase(), a ?? b ?? c ?? '']))
}

const unescaped = (text: string) =>
  text
    .replaceAll(/&quot;|&#34;/g, '"')
    .replaceAll(/&#39;|&#x27;|&apos;/gi, "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
