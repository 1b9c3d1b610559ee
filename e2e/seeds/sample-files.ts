import { parquetWriteBuffer } from 'hyparquet-writer'

// One small file of each kind of artifact.

/** One page with a line of text, the smallest PDF that viewers accept. */
export const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F1 24 Tf 40 100 Td (A logged report) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
`

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=='

/** One pixel. */
export const png = Uint8Array.from(Buffer.from(onePixel, 'base64'))

/** A red square that would take over the page if its scripts ran. */
export const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" onload="document.title='taken'">
<script>document.title = 'taken'</script><rect width="20" height="10" fill="red"/></svg>`

/** An eighth of a second of silence, 8 kHz, 8 bit. */
export function wav(): Uint8Array<ArrayBuffer> {
  const samples = 1000
  const bytes = Buffer.alloc(44 + samples, 128)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(8000, 24)
  bytes.writeUInt32LE(8000, 28)
  bytes.writeUInt16LE(1, 32)
  bytes.writeUInt16LE(8, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples, 40)
  return Uint8Array.from(bytes)
}

/** One second of a red picture of 16 × 16 pixels, as WebM. */
export function webm(): Uint8Array<ArrayBuffer> {
  const second = Buffer.alloc(8)
  second.writeDoubleBE(1000)
  const picture = Buffer.from('cAEAnQEqEAAQAAVAfCWgAnQBQAAA/ueL+qjscnP/wQX8QX8QVgAAAA==', 'base64') // VP8
  const info = element('1549a966', element('2ad7b1', byte(0x0f, 0x42, 0x40)), element('4489', second))
  const pixels = element('e0', element('b0', byte(16)), element('ba', byte(16)))
  const named = element('86', Buffer.from('V_VP8'))
  const track = element('ae', element('d7', byte(1)), element('73c5', byte(1)), element('83', byte(1)), named, pixels)
  const cluster = element('1f43b675', element('e7', byte(0)), element('a3', byte(0x81, 0, 0, 0x80), picture))
  return Uint8Array.from(
    Buffer.concat([
      element('1a45dfa3', element('4282', Buffer.from('webm')), element('4287', byte(2)), element('4285', byte(2))),
      element('18538067', info, element('1654ae6b', track), cluster),
    ]),
  )
}

/** 1,500 rows: an id too large for doubles, a name, and a number. */
export const parquet = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'id', data: Array.from({ length: 1500 }, (_, row) => 9007199254740993n + BigInt(row)), type: 'INT64' },
        { name: 'town', data: Array.from({ length: 1500 }, (_, row) => `town ${row}`), type: 'STRING' },
        { name: 'rmse', data: Array.from({ length: 1500 }, (_, row) => row / 4), type: 'DOUBLE' },
      ],
    }),
  )

/** What every script that must not run would do. */
export const attack = "window.name = 'taken'; document.title = 'taken'"

export const notebook = JSON.stringify({
  nbformat: 4,
  metadata: { language_info: { name: 'python' } },
  cells: [
    { cell_type: 'markdown', source: ['## What we see\n', `<img src="data:image/png;base64,x" onerror="${attack}">`] },
    {
      cell_type: 'code',
      source: ['import pandas as pd\n', 'df.head()'],
      execution_count: 3,
      outputs: [
        { output_type: 'stream', name: 'stdout', text: ['10%\r100%\n'] },
        {
          output_type: 'execute_result',
          data: {
            'text/plain': ['   town\n'],
            'text/html': [
              '<style>body { display: none }</style><table><tr style="text-align: right;"><th>town</th></tr><tr><td>Zürich</td></tr></table>',
              `<img src=x onerror="${attack}"><script>${attack}</script>`,
              `<a href="javascript:${attack}">a trap</a>`,
            ],
          },
        },
        { output_type: 'display_data', data: { 'image/png': onePixel, 'text/plain': ['<Figure>'] } },
        { output_type: 'display_data', data: { 'image/svg+xml': svg } },
        { output_type: 'error', ename: 'KeyError', evalue: 'x', traceback: ['\u001B[0;31mKeyError\u001B[0m: x'] },
      ],
    },
  ],
})

export const html = `<!doctype html><title>t</title><style>h1 { color: rgb(1, 2, 3) }</style>
<h1 onclick="${attack}">Report</h1><p id="p">still</p>
<img src="data:image/png,x" alt="" onerror="if (p.textContent === 'still') p.textContent = 'ran'">
<script>
  try { parent.document.title = 'taken' } catch { p.textContent = 'ran alone' }
</script>`

/** An element of EBML, the format of WebM: its id, its size in four bytes, and its contents. */
function element(id: string, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const size = Buffer.alloc(4)
  size.writeUInt32BE(0x10000000 + body.length)
  return Buffer.concat([Buffer.from(id, 'hex'), size, body])
}

const byte = (...bytes: number[]) => Uint8Array.from(bytes)
