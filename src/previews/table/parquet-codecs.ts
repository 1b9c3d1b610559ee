import { decompress } from 'fzstd'
import { type Compressors, snappyUncompress } from 'hyparquet'
// The package's index would bring a WebAssembly module for Snappy, which the page's CSP forbids; hyparquet supports
// Snappy itself.
import { decompressBrotli } from 'hyparquet-compressors/src/brotli.js'
import { gunzip } from 'hyparquet-compressors/src/gzip.js'
import { decompressLz4Raw } from 'hyparquet-compressors/src/lz4.js'

type Decompress = (input: Uint8Array, length: number) => Uint8Array

/** A page without values may be compressed to an empty block, which some decompressors reject. */
const orNothing =
  (unpack: Decompress): Decompress =>
  (input, length) =>
    length === 0 ? new Uint8Array() : unpack(input, length)

/** The compression codecs of Parquet files. */
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
 * LZ4 in Hadoop's frames: chunks, each preceded by its uncompressed and compressed length, possibly empty. Undefined if
 * the bytes are not framed, because older writers store one bare block.
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
