import { decompress } from 'fzstd'
import { type Compressors, snappyUncompress } from 'hyparquet'
// Its index would bring a WebAssembly module for Snappy, which the page's CSP does not allow; hyparquet knows Snappy itself.
import { decompressBrotli } from 'hyparquet-compressors/src/brotli.js'
import { gunzip } from 'hyparquet-compressors/src/gzip.js'
import { decompressLz4Raw } from 'hyparquet-compressors/src/lz4.js'

type Decompress = (input: Uint8Array, length: number) => Uint8Array

/** A page without values may be packed into a block that holds nothing, which not every unpacker takes. */
const orNothing =
  (unpack: Decompress): Decompress =>
  (input, length) =>
    length === 0 ? new Uint8Array() : unpack(input, length)

/** What Parquet files may be packed with. */
export const codecs: Compressors = {
  SNAPPY: orNothing((input, length) => {
    const output = new Uint8Array(length)
    snappyUncompress(input, output)
    return output
  }),
  GZIP: orNothing((input, length) => gunzip(input, new Uint8Array(length))),
  BROTLI: orNothing(decompressBrotli),
  ZSTD: orNothing((input) => decompress(input)),
  LZ4: orNothing((input, length) => hadoopLz4(input, length) ?? decompressLz4Raw(input, length)),
  LZ4_RAW: orNothing(decompressLz4Raw),
}

/**
 * LZ4 as Hadoop frames it: pieces, each with its two lengths in front, unpacked and packed; a piece may be empty.
 * Undefined when the bytes are no such frames: older writers put one bare block there.
 */
function hadoopLz4(input: Uint8Array, length: number): Uint8Array | undefined {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  const output = new Uint8Array(length)
  let [at, filled] = [0, 0]
  while (at < input.length) {
    if (at + 8 > input.length) return undefined
    const [unpacked, packed] = [view.getUint32(at), view.getUint32(at + 4)]
    at += 8
    if (at + packed > input.length || filled + unpacked > length) return undefined
    if (unpacked > 0) output.set(decompressLz4Raw(input.subarray(at, at + packed), unpacked), filled)
    at += packed
    filled += unpacked
  }
  return filled === length ? output : undefined
}
