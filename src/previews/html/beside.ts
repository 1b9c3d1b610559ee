/** A file logged beside an HTML document, to be inlined into it. */
export type BesideFile = {
  /** Its bytes as a `data:` URL. */ url: string
  /** Its text, for a style sheet. */ text?: string
}

/** The URLs in an HTML document that name files beside it: pictures, sounds, videos, style sheets and scripts. */
export function besideAddresses(html: string): string[] {
  const found = new Set<string>()
  put(html, (address) => {
    found.add(address)
    return undefined
  })
  return [...found]
}

/** Inlines `files`, by URL, into the document. */
export const withBeside = (html: string, files: ReadonlyMap<string, BesideFile>): string =>
  files.size === 0 ? html : put(html, (address) => files.get(address))

/** Whether a URL in a document is a style sheet, whose text is needed. */
export const isStyleSheet = (address: string): boolean => /\.css([?#]|$)/i.test(address)

function put(html: string, fileOf: (address: string) => BesideFile | undefined): string {
  const urlOf = (address: string) =>
    (isBeside(address) ? fileOf(address.replaceAll('&amp;', '&'))?.url : undefined) ?? address
  const inTags = html.replaceAll(tags, (tag, name: string) => {
    if (name.toLowerCase() !== 'link')
      return tag.replaceAll(sources, (all, ...parts: (string | undefined)[]) => sourced(all, parts, urlOf))
    const address = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag)?.slice(1).find(Boolean) ?? ''
    if (!/\brel\s*=\s*["']?\s*stylesheet/i.test(tag) || !isBeside(address)) return tag
    const text = fileOf(address.replaceAll('&amp;', '&'))?.text
    return text === undefined ? tag : `<style>${text.replaceAll(/<\/style/gi, '<\\/style')}</style>`
  })
  return inTags.replaceAll(cssPictures, (all, before: string, address: string, after: string) =>
    isBeside(address) ? `${before}${urlOf(address)}${after}` : all,
  )
}

/** Replaces an attribute's URL, or each URL of a `srcset`. */
function sourced(
  all: string,
  [before = '', name = '', double, single, bare]: (string | undefined)[],
  urlOf: (address: string) => string,
): string {
  const value = double ?? single ?? bare ?? ''
  const quote = single === undefined ? '"' : "'"
  const replaced = /srcset/i.test(name)
    ? value.replaceAll(
        /(^\s*|\s\S+,\s*|,\s+)(\S*[^\s,])/g,
        (_, start: string, address: string) => start + urlOf(address),
      )
    : urlOf(value.trim())
  return replaced === value ? all : `${before}${name}=${quote}${replaced}${quote}`
}

/** Whether a URL is relative, as for files in or near the same folder. */
const isBeside = (address: string) => address !== '' && !/^([a-z][\w+.-]*:|[/#?])/i.test(address)

const tags = /<(img|script|link|source|video|audio|track|image|input)\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi
const sources = /(\s)(src|srcset|poster|(?:xlink:)?href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi
const cssPictures = /(\burl\(\s*["']?)([^\s"'()<>]+\.(?:png|jpe?g|gif|svg|webp|avif|woff2?))(["']?\s*\))/gi
