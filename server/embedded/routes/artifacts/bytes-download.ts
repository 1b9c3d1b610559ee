import { basename } from 'node:path/posix'
import type { Readable } from 'node:stream'
import { create as contentDisposition } from 'content-disposition'
import type { Context } from 'hono'
import { getMimeType } from 'hono/utils/mime'
import { notePassing } from '../../passing-bytes.ts'
import type { ArtifactStore, OpenFile } from '../../store/artifacts/artifacts.ts'

/**
 * Answers GET and HEAD of one artifact: the whole file, one range (206), or not modified (304). Throws what `open` throws.
 * Every answer is a download that a browser neither renders nor runs (docs/rest-contract.md §7.3).
 */
export async function download(c: Context, artifacts: ArtifactStore, path: string): Promise<Response> {
  const file = await artifacts.open(path)
  const name = basename(path)
  const headers: Record<string, string> = {
    'Content-Disposition': contentDisposition(name),
    'Content-Type': contentType(name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    ETag: file.etag,
    'Last-Modified': new Date(file.modified).toUTCString(),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-cache',
  }
  if (isUnchanged(c, file)) {
    await file.close()
    return c.body(null, 304, headers)
  }
  const range = c.req.method === 'GET' && rangeApplies(c, file) ? rangeOf(c.req.header('range'), file.size) : undefined
  if (range === 'unsatisfiable') {
    await file.close()
    // Not thrown: an error can't carry the header that says how long the file is.
    const message = `The range is outside the file, which has ${file.size} bytes`
    const refusal = { error_code: 'RANGE_NOT_SATISFIABLE', message }
    return c.json(refusal, 416, { 'Content-Range': `bytes */${file.size}` })
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 }
  headers['Content-Length'] = String(end - start + 1)
  if (range) headers['Content-Range'] = `bytes ${start}-${end}/${file.size}`
  if (c.req.method === 'HEAD' || file.size === 0) {
    await file.close()
    return c.body(null, 200, headers)
  }
  return c.body(streamOf(file.read(start, end)), range ? 206 : 200, headers)
}

/** Turns the bytes into a web stream without copying each chunk, as `Readable.toWeb` would. Cancelling it closes the file. */
function streamOf(bytes: Readable): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = bytes[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(stream) {
      const { done, value } = await chunks.next()
      if (done) stream.close()
      else {
        notePassing(value.length)
        stream.enqueue(value)
      }
    },
    cancel() {
      bytes.destroy()
    },
  })
}

/** RFC 9110 §13.2.2: If-Modified-Since counts only without If-None-Match. */
function isUnchanged(c: Context, file: OpenFile): boolean {
  const tags = c.req.header('if-none-match')
  if (tags !== undefined)
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === file.etag)
  const since = Date.parse(c.req.header('if-modified-since') ?? '')
  return seconds(file.modified) <= seconds(since)
}

/** RFC 9110 §13.1.5: a range of a changed file would not fit what the client already has. */
function rangeApplies(c: Context, file: OpenFile): boolean {
  const condition = c.req.header('if-range')
  if (condition === undefined) return true
  return condition === file.etag || seconds(Date.parse(condition)) === seconds(file.modified)
}

/** HTTP dates have no milliseconds. An invalid date is NaN, which compares false with everything. */
const seconds = (ms: number) => Math.floor(ms / 1000)

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

/**
 * Reads the `Range` header for a file of `size` bytes (RFC 9110 §14). Returns one range, both ends included; 'unsatisfiable'
 * if it is outside the file; or undefined, for the whole file, if it is absent, malformed or asks for several ranges.
 * `range-parser` 1.x refuses a suffix longer than the file, and 2.x does not install on Node 20.
 */
export function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') {
    const length = Number(last)
    return length === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - length), end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return undefined
  return start >= size ? 'unsatisfiable' : { start, end }
}
