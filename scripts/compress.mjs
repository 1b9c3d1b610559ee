// Writes a .br and a .gz beside every text file of dist/, so that the server never has to compress.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = join(import.meta.dirname, '..', 'dist')
const text = /\.(js|css|svg|json|txt|webmanifest|wasm)$/

for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const file = join(dist, name)
  if (!text.test(name) || !statSync(file).isFile()) continue
  const bytes = readFileSync(file)
  // Compressing a file smaller than one packet gains nothing.
  if (bytes.length < 1000) continue
  writeFileSync(
    `${file}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  )
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
}
