/**
 * The origins from which an HTML document loads scripts, styles, fonts, pictures or data, in the order in which it names
 * them. Reads the tags, the CSS, and those texts of its own scripts that are addresses of a file; what a script makes up
 * while it runs is not found here. `base` is the address of the page, for addresses without a scheme.
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
  // A library that stands in the page whole is full of addresses that nobody asks for.
  for (const script of scripts.filter(({ length }) => length <= MOST)) for (const file of filesIn(script)) add(file)
  return [...origins]
}

/** Whether a document has anything that runs. */
export const hasScripts = (html: string): boolean =>
  /<script\b|<[a-z][^<>]*\son\w+\s*=|javascript:|\ssrcdoc\s*=/i.test(html)

/** The origin of an address on the network; undefined for anything else, and for what is relative to the page. */
export function originOf(address: string, base: string): string | undefined {
  if (!/^(https?:)?\/\//i.test(address)) return undefined
  const url = URL.parse(address, base)
  return url && /^https?:$/.test(url.protocol) ? url.origin : undefined
}

/** Characters of a script in which addresses are looked for. */
const MOST = 200_000

const comments = /<!--[^]*?-->/g
const scriptElements = /(<script\b[^>]*>)([^]*?)<\/script\s*>/gi
const tags = /<([a-z][\w-]*)\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi
const cssAddresses = /(?:url\(|@import)\s*["']?((?:https?:)?\/\/[^\s"')]+)/gi
const literals = /(?<!\\)(["'`])(https?:(?:\\?\/){2}[^\s"'`<>]*)\1/gi
const ofFile =
  /\.(m?js|css|json|geojson|topojson|csv|tsv|arrow|parquet|png|jpe?g|gif|svg|webp|woff2?|pbf|wasm)(\?|$)|\{z\}|\.min$|\/npm\//i

/** The texts of a script that are addresses of files, of a map's tiles or of packages; not those of links and of JSON schemas. */
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
