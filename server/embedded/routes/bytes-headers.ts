import { getMimeType } from 'hono/utils/mime'

// What MLflow answers as plain text, so that a page may show it and no browser runs it (docs/rest-contract.md §7.3).
const plainText = new Set(
  'txt log err cfg conf cnf cf ini properties prop hocon toml yaml yml xml json js py py3 csv tsv md rst ipynb MLmodel MLproject'.split(
    ' ',
  ),
)

/** The Content-Type of an artifact by its name, without a charset: nobody has looked at its bytes. */
export function contentType(name: string): string {
  const extension = /\.([^.]*)$/.exec(name)?.[1] || name
  if (plainText.has(extension)) return 'text/plain'
  return getMimeType(name)?.split(';')[0] ?? 'application/octet-stream'
}

/** `attachment` with the exact name: plain where it is plain ASCII, else also percent-encoded (RFC 6266, RFC 8187). */
export function contentDisposition(name: string): string {
  const plain = name.replaceAll(/[^\w.\- ]/g, '_')
  if (plain === name) return `attachment; filename="${name}"`
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
