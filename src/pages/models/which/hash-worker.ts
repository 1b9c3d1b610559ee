import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { AskedFile } from '#contract/find/which.ts'

// Runs in a worker, so that the page stays free. Not with `crypto.subtle`, which takes whole files and is missing on plain http.

/** What a worker is given: files, and their paths. */
export type ToHash = { path: string; file: File }[]
/** What it tells: bytes read so far, and at the end the hashes, or why a file could not be read. */
export type Hashing = { read: number } | { hashed: AskedFile[] } | { unreadable: string; why: string }

/** Bytes that are read at once. */
const PIECE = 2 ** 21
/** How often it tells how far it is, in ms. */
const TELL_MS = 100

const tell = (what: Hashing) => self.postMessage(what, { transfer: [] })

self.addEventListener('message', async ({ data }: MessageEvent<ToHash>) => {
  let read = 0
  let told = 0
  const hashed: AskedFile[] = []
  for (const { path, file } of data) {
    const hash = sha256.create()
    try {
      for (let at = 0; at < file.size; at += PIECE) {
        const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer())
        hash.update(piece)
        read += piece.length
        if (performance.now() - told > TELL_MS) {
          told = performance.now()
          tell({ read })
        }
      }
    } catch (error) {
      return tell({ unreadable: file.name, why: error instanceof Error ? error.message : String(error) })
    }
    hashed.push({ path, size: file.size, sha256: bytesToHex(hash.digest()) })
  }
  return tell({ hashed })
})
