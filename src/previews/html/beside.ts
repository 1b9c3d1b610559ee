/** A file that was logged beside an HTML document, as it is put into the document. */
export type BesideFile = {
  /** Its bytes as a `data:` address. */ url: string
  /** Its text, of a style sheet. */ text?: string
}

/** The addresses in an HTML document that name files beside it: pictures, sounds and films, style sheets and scripts. */
export function besideAddresses(html: string): string[] {
  const found = new Set<string>()
  put(html, (address) => {
    found.add(address)
    return undefined
  })
  return [...found]
}

/** The document with the files beside it inside: those of `files`, by their addresses. */
export const withBeside = (html: string, files: ReadonlyMap<string, BesideFile>): string =>
  files.size === 0 ? html : put(html, (address) => files.get(address))

/** Whether an address in a document names a style sheet, of which the text is needed. */
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

/** An attribute with its address, or each address of a `srcset`, replaced. */
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

/** Relative, as files in the same folder or near it are named. */
const isBeside = (address: string) => address !== '' && !/^([a-z][\w+.-]*:|[/#?])/i.test(address)

const tags = /<(img|script|link|source|video|audio|track|image|input)\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi
const sources = /(\s)(src|srcset|poster|(?:xlink:)?href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi
const cssPictures = /(\burl\(\s*["']?)([^\s"'()<>]+\.(?:png|jpe?g|gif|svg|webp|avif|woff2?))(["']?\s*\))/gi
