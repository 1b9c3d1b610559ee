import { request } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Uploads `size` bytes from one small buffer; returns the status. */
export async function putBytes(url: string, size: number): Promise<number> {
  const piece = Buffer.alloc(256 * 1024, 7)
  const pieces = Readable.from(
    (function* () {
      for (let sent = 0; sent < size; sent += piece.length) yield piece
    })(),
    { objectMode: false },
  )
  const upload = request(url, { method: 'PUT', headers: { 'content-length': size } })
  const status = new Promise<number>((resolve, reject) => {
    upload.on('error', reject).on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
  })
  await pipeline(pieces, upload)
  return status
}
