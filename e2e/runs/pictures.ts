import { expect, type Locator, type Page } from '@playwright/test'

/** What a canvas shows; in the page. */
export const pixels = (canvas: HTMLElement | SVGElement) => (canvas as HTMLCanvasElement).toDataURL()

/** What is drawn once it is the same twice in a row. */
export async function still(look: () => Promise<string>): Promise<string> {
  let before = await look()
  const isSame = async () => {
    const now = await look()
    const same = now === before
    before = now
    return same
  }
  await expect.poll(isSame).toBe(true)
  return before
}

/** A saved picture of a table, as the browser reads it: its width, and whether something is written in each of its columns. */
export const pictureIn = (page: Page, bytes: Buffer, look: { cell: number; pad: number; scale: number }) =>
  page.evaluate(
    async ([base64, { cell, pad, scale }]) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))]))
      const { width, height } = image
      const pen = new OffscreenCanvas(width, height).getContext('2d')!
      pen.drawImage(image, 0, 0)
      const columns = Math.round((width / scale - 2 * pad) / cell)
      const inked = Array.from({ length: columns }, (_, at) => {
        const { data } = pen.getImageData((pad + at * cell) * scale, 0, (cell - pad) * scale, height)
        const colors = new Set(new Uint32Array(data.buffer))
        return colors.size > 3 // more than the background and the lines
      })
      return { width, inked }
    },
    [bytes.toString('base64'), look] as const,
  )

/** How much of what a canvas shows is in a saved picture of it, from 0 to 1. */
export const shareOf = (canvas: Locator, bytes: Buffer): Promise<number> =>
  canvas.evaluate(async (element, base64) => {
    const shown = element as HTMLCanvasElement
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))]))
    const dataOf = (source: CanvasImageSource) => {
      const pen = new OffscreenCanvas(shown.width, shown.height).getContext('2d')!
      pen.drawImage(source, 0, 0)
      return new Uint32Array(pen.getImageData(0, 0, shown.width, shown.height).data.buffer)
    }
    const [drawn, saved] = [dataOf(shown), dataOf(image)]
    let [all, same] = [0, 0]
    // Only what is not transparent: the picture has the background of the page.
    for (const [at, color] of drawn.entries())
      if (color >>> 24 === 255) {
        all += 1
        if (saved[at] === color) same += 1
      }
    return all === 0 ? 0 : same / all
  }, bytes.toString('base64'))
