/** The parts of a URI, as Python's urlparse splits it: the scheme in lower case, '' for a local path. */
type SourceUri = { scheme: string; host: string; path: string }

/**
 * Splits a source. `host` is between `//` and the next slash. The path of a `models:` URI keeps `?` and `#`, which model names
 * may contain; other paths end there.
 */
export function splitUri(uri: string): SourceUri {
  const [, scheme = '', rest = ''] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(.*)$/s.exec(uri) ?? []
  const [, host = '', path = ''] = /^(?:\/\/([^/?#]*))?(.*)$/s.exec(rest) ?? []
  const known = scheme.toLowerCase()
  return { scheme: known, host, path: known === 'models' ? path : path.replace(/[?#].*$/s, '') }
}

/** Decodes percent-encoding until nothing changes. Decodes only ASCII, since all later checks are about ASCII. */
export function decodeRepeatedly(text: string): string {
  const decoded = text.replaceAll(/%[0-7][0-9a-f]/gi, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  )
  return decoded === text ? text : decodeRepeatedly(decoded)
}

/**
 * Whether a source's path is absolute and normal, however it is encoded: no `.` or `..` segment, no control character
 * (docs/rest-contract.md §6.1 item 5, docs/robustness.md S02). Backslashes count as separators, because of Windows clients.
 */
export function isPlainPath(uri: string): boolean {
  const decoded = decodeRepeatedly(uri)
  // oxlint-disable-next-line no-control-regex -- it looks for control characters
  if (/[\u0000-\u001f\u007f]/.test(decoded)) return false
  if (decoded.split(/[/\\]/).includes('..')) return false
  const { path } = splitUri(decoded)
  const segments = path.split('/').filter(Boolean)
  return path.startsWith('/') && segments.length > 0 && !segments.includes('.')
}

/**
 * Whether `uri` is `root` or below it; `…/artifactsx` is not (docs/rest-contract.md §6.1 item 6). Compares literally, as the
 * artifact store reads paths, while MLflow also accepts other encodings of the same path. For plain paths only.
 */
export function isWithin(uri: string, root: string): boolean {
  return `${uri}/`.startsWith(`${root.replace(/\/+$/, '')}/`)
}
