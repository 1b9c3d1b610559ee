import { inflateSync } from 'node:zlib'

/** The text of a PDF that Chromium printed, a string per page, without the spaces, which a PDF need not contain. */
export function pdfText(pdf: Buffer): string[] {
  const objects = objectsOf(pdf.toString('latin1'))
  const fonts = new Map<string, ReadonlyMap<string, string>>()
  for (const [id, { head }] of objects) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(head)?.[1]
    if (map) fonts.set(id, letters(objects.get(map)?.stream() ?? ''))
  }
  return [...objects.values()]
    .filter(({ head }) => /\/Type ?\/Page\b(?!s)/.test(head))
    .map(({ head }) => {
      const contents = [...(/\/Contents \[?((?:\d+ 0 R ?)+)/.exec(head)?.[1] ?? '').matchAll(/(\d+) 0 R/g)]
      const named = new Map([...head.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, id]))
      return contents.map(([, id = '']) => drawn(objects.get(id)?.stream() ?? '', named, fonts)).join('')
    })
}

function objectsOf(pdf: string) {
  const found = [...pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)]
  return new Map(
    found.map(({ 0: start, 1: id = '', index }, at) => {
      const text = pdf.slice(index + start.length, found[at + 1]?.index)
      const begin = text.indexOf('stream\n')
      const head = begin < 0 ? text : text.slice(0, begin)
      const size = Number(/\/Length (\d+)/.exec(head)?.[1])
      const bytes = () => Buffer.from(text.slice(begin + 7, begin + 7 + size), 'latin1')
      const stream = () => (head.includes('FlateDecode') ? inflateSync(bytes()) : bytes()).toString('latin1')
      return [id, { head, stream: () => (begin < 0 ? '' : stream()) }]
    }),
  )
}

const textOf = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/** What each glyph of a font means: `<0003> <0020>`, or a range `<0003> <0010> <0020>`. */
function letters(map: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, block = ''] of map.matchAll(/beginbfchar([^]*?)endbfchar/g))
    for (const [, glyph = '', hex = ''] of block.matchAll(/<(\w+)> <(\w+)>/g))
      found.set(glyph.toUpperCase(), textOf(hex))
  for (const [, block = ''] of map.matchAll(/beginbfrange([^]*?)endbfrange/g))
    for (const [, from = '', to = '', hex = ''] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let glyph = parseInt(from, 16); glyph <= parseInt(to, 16); glyph++)
        found.set(
          glyph.toString(16).padStart(from.length, '0').toUpperCase(),
          textOf((parseInt(hex, 16) + glyph - parseInt(from, 16)).toString(16).padStart(hex.length, '0')),
        )
  return found
}

function drawn(
  content: string,
  named: ReadonlyMap<string, string>,
  fonts: ReadonlyMap<string, ReadonlyMap<string, string>>,
) {
  let font: ReadonlyMap<string, string> | undefined
  let text = ''
  for (const [, name, hex = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<(\w+)>/g)) {
    if (name) font = fonts.get(named.get(name) ?? '')
    else for (const glyph of hex.match(/.{4}/g) ?? []) text += font?.get(glyph.toUpperCase()) ?? ''
  }
  return text.normalize('NFKC').replaceAll(/\s/g, '') // fonts join letters such as fi
}
