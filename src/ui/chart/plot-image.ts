/** What is drawn within an element as a PNG: its charts where they stand, and texts that are marked with `data-picture-text`. */
export async function plotImage(frame: HTMLElement | null, background: string): Promise<Blob> {
  const drawn = [...(frame?.querySelectorAll('canvas') ?? [])]
  const [first] = drawn
  if (!frame || !first) throw new Error('The chart is not drawn yet.')
  const texts = [...frame.querySelectorAll<HTMLElement>('[data-picture-text]')]
  const scale = first.width / first.getBoundingClientRect().width
  const boxes = [...drawn, ...texts].map((element) => element.getBoundingClientRect())
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))]
  const canvas = Object.assign(document.createElement('canvas'), {
    width: Math.round((Math.max(...boxes.map((box) => box.right)) - left) * scale),
    height: Math.round((Math.max(...boxes.map((box) => box.bottom)) - top) * scale),
  })
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('The chart is not drawn yet.')
  pen.fillStyle = background
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.scale(scale, scale)
  for (const layer of drawn) {
    const box = layer.getBoundingClientRect()
    pen.drawImage(layer, box.left - left, box.top - top, box.width, box.height)
  }
  for (const text of texts) {
    const [box, { font, color }] = [text.getBoundingClientRect(), getComputedStyle(text)]
    Object.assign(pen, { font, fillStyle: color, textBaseline: 'middle' })
    pen.fillText(text.textContent, box.left - left, box.top - top + box.height / 2, box.width)
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))), 'image/png'),
  )
}
