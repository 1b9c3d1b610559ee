import { decompress } from 'fzstd'
import type { Compressors } from 'hyparquet'
// Its index would bring a WebAssembly module for Snappy, which the page's CSP does not allow; hyparquet knows Snappy itself.
import { decompressBrotli } from 'hyparquet-compressors/src/brotli.js'
import { gunzip } from 'hyparquet-compressors/src/gzip.js'
import { decompressLz4, decompressLz4Raw } from 'hyparquet-compressors/src/lz4.js'

/** What Parquet files may be packed with. */
export const codecs: Compressors = {
  GZIP: (input, length) => gunzip(input, new Uint8Array(length)),
  BROTLI: decompressBrotli,
  ZSTD: (input) => decompress(input),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw,
}
