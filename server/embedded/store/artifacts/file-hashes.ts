import { createHash, hash } from 'node:crypto'
import type { ArtifactStore } from './artifacts.ts'

/** A hash with what it is of, as words of 4 bytes. */
const KEY_WORDS = 4
const WORDS = KEY_WORDS + 8
/** So many share a bucket, and the oldest of them gives way. */
const IN_BUCKET = 8

/** Keeps SHA-256 hashes, packed outside of the heap that is collected: 260,000 take 13 MB, where a Map of texts takes 80. */
export function openHashes(buckets = 32_768) {
  const table = new Uint32Array(buckets * IN_BUCKET * WORDS)
  const bytes = Buffer.from(table.buffer)
  /** What stands for a key, and where its bucket begins. */
  function bucketOf(key: string) {
    const words = new Uint32Array(KEY_WORDS)
    hash('sha256', key, 'buffer').copy(new Uint8Array(words.buffer))
    return { words, start: (words[0]! % buckets) * IN_BUCKET * WORDS }
  }
  const isAt = (at: number, words: Uint32Array) =>
    table[at] === words[0] && words.every((word, i) => table[at + i] === word)
  return {
    get(key: string): string | undefined {
      const { words, start } = bucketOf(key)
      for (let at = start; at < start + IN_BUCKET * WORDS; at += WORDS)
        if (isAt(at, words)) return bytes.toString('hex', 4 * (at + KEY_WORDS), 4 * (at + WORDS))
      return undefined
    },
    set(key: string, sha256: string): void {
      const { words, start } = bucketOf(key)
      table.copyWithin(start + WORDS, start, start + (IN_BUCKET - 1) * WORDS)
      table.set(words, start)
      bytes.write(sha256, 4 * (start + KEY_WORDS), 'hex')
    },
  }
}

/** Those of files by ETag and place: a file that has not been written since is not read again. */
const known = openHashes()

/** The SHA-256 of a file in the store, whose list gave this ETag; and the ETag that it is of, as the file may have been replaced since. */
export async function hashNow(
  artifacts: ArtifactStore,
  path: string,
  etag: string,
): Promise<{ sha256: string; etag: string }> {
  const before = known.get(`${etag} ${path}`)
  if (before !== undefined) return { sha256: before, etag }
  const read = hashOfSmall(artifacts, path) ?? (await hashOfLarge(artifacts, path))
  known.set(`${read.etag} ${path}`, read.sha256)
  return read
}

function hashOfSmall(artifacts: ArtifactStore, path: string) {
  const file = artifacts.readSmall(path)
  return file && { sha256: hash('sha256', file.bytes), etag: file.etag }
}

async function hashOfLarge(artifacts: ArtifactStore, path: string) {
  const file = await artifacts.open(path)
  const all = createHash('sha256')
  if (file.size === 0) await file.close()
  else for await (const chunk of file.read(0, file.size - 1)) all.update(chunk as Buffer)
  return { sha256: all.digest('hex'), etag: file.etag }
}

export const hashOf = async (artifacts: ArtifactStore, path: string, etag: string): Promise<string> =>
  (await hashNow(artifacts, path, etag)).sha256
