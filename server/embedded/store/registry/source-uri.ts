/** A URI in parts, as Python's urlparse reads it: the scheme in lower case, '' for a local path. */
type SourceUri = { scheme: string; host: string; path: string }

/**
 * Takes a source apart. `host` is what stands between `//` and the next slash. The path of a `models:` URI keeps `?` and
 * `#`, which model names may hold; others end there.
 */
export function splitUri(uri: string): SourceUri {
  const [, scheme = '', rest = ''] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(.*)$/s.exec(uri) ?? []
  const [, host = '', path = ''] = /^(?:\/\/([^/?#]*))?(.*)$/s.exec(rest) ?? []
  const known = scheme.toLowerCase()
  return { scheme: known, host, path: known === 'models' ? path : path.replace(/[?#].*$/s, '') }
}

/** Undoes percent-encoding until nothing changes. Only ASCII is decoded: all that is looked for afterwards is ASCII. */
export function decodeRepeatedly(text: string): string {
  const decoded = text.replaceAll(/%[0-7][0-9a-f]/gi, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  )
  return decoded === text ? text : decodeRepeatedly(decoded)
}

/**
 * Whether a source's path is absolute and normal, however it is encoded: no `.` or `..` segment, no control character
 * (docs/rest-contract.md §6.1 item 5, docs/robustness.md S02). Backslashes separate segments here, for the sake of Windows clients.
 */
export function isPlainPath(uri: string): boolean {
  const decoded = decodeRepeatedly(uri)
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (/[\u0000-\u001f\u007f]/.test(decoded)) return false
  if (decoded.split(/[/\\]/).includes('..')) return false
  const { path } = splitUri(decoded)
  const segments = path.split('/').filter(Boolean)
  return path.startsWith('/') && segments.length > 0 && !segments.includes('.')
}

/**
 * Whether `uri` is `root` or lies below it: `…/artifactsx` does not (docs/rest-contract.md §6.1 item 6). Compared letter by letter, as the
 * artifact store reads paths, where MLflow also takes other encodings of the same path. For plain paths only.
 */
export function isWithin(uri: string, root: string): boolean {
  return `${uri}/`.startsWith(`${root.replace(/\/+$/, '')}/`)
}

/** What a `models:` source names: a logged model by id, or a registered version by number, stage, `latest` or alias. */
export type ModelUri =
  | { model_id: string }
  | { name: string; version: string }
  | { name: string; stage: string }
  | { name: string; alias: string }

/** Reads the path of a `models:` URI; undefined when it is none of these forms. */
export function parseModelPath(path: string): ModelUri | undefined {
  const parts = path.replace(/^\/+/, '').split('/')
  const [name = '', suffix] = parts
  if (!path.startsWith('/') || parts.length > 2 || name.trim() === '' || suffix?.trim() === '') return undefined
  if (suffix !== undefined) {
    if (/^\d+$/.test(suffix)) return { name, version: suffix }
    return suffix.toLowerCase() === 'latest' ? { name, alias: 'latest' } : { name, stage: suffix }
  }
  const at = name.lastIndexOf('@')
  if (at < 0) return { model_id: name }
  const alias = name.slice(at + 1)
  return alias.trim() === '' ? undefined : { name: name.slice(0, at), alias }
}
