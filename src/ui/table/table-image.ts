type Look = { strong: string; text: string; line: string; background: string; font: string }

const CELL = 180
const LINE = 26
const NOTE = 16
const PAD = 12

/** A text, or a text with a note below it. */
export type PictureCell = string | readonly [text: string, note: string]

/** A table as a PNG; texts that are too long for their cell are cut. */
export async function tableImage(rows: readonly (readonly PictureCell[])[], look: Look): Promise<Blob> {
  const columns = Math.max(...rows.map((row) => row.length))
  const heights = rows.map((row) => (row.every((cell) => typeof cell === 'string') ? LINE : LINE + NOTE))
  const [width, height] = [columns * CELL + 2 * PAD, heights.reduce((sum, one) => sum + one, 2 * PAD)]
  // A browser draws nothing on a canvas beyond some size.
  const scale = Math.min(2, 16_000 / Math.max(width, height))
  const canvas = Object.assign(document.createElement('canvas'), { width: width * scale, height: height * scale })
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('This browser cannot draw pictures.')
  pen.scale(scale, scale)
  pen.fillStyle = look.background
  pen.fillRect(0, 0, width, height)
  pen.textBaseline = 'middle'
  let top = PAD
  for (const [at, row] of rows.entries()) {
    const own = heights[at] ?? LINE
    pen.fillStyle = look.line
    pen.fillRect(PAD, top + own - 1, width - 2 * PAD, 1)
    for (const [column, cell] of row.entries()) {
      const [text, note] = typeof cell === 'string' ? [cell] : cell
      const left = PAD + column * CELL
      pen.font = `${at === 0 ? '600 ' : ''}13px ${look.font}`
      pen.fillStyle = column === 0 ? look.text : look.strong
      pen.fillText(fitted(pen, text.replaceAll(/\s+/g, ' ')), left, top + LINE / 2)
      if (note === undefined) continue
      pen.font = `12px ${look.font}`
      pen.fillStyle = look.text
      pen.fillText(fitted(pen, note), left, top + LINE)
    }
    top += own
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))), 'image/png'),
  )
}

/** As much of a text as fits into a cell. */
function fitted(pen: CanvasRenderingContext2D, text: string): string {
  let shown = text.slice(0, 200)
  if (pen.measureText(shown).width <= CELL - PAD && shown === text) return shown
  while (shown !== '' && pen.measureText(`${shown}…`).width > CELL - PAD) shown = shown.slice(0, -1)
  return `${shown}…`
}
