/** The chart drawn within an element, as a PNG. */
export async function plotImage(frame: HTMLElement | null, background: string): Promise<Blob> {
  const drawn = [...(frame?.querySelectorAll('canvas') ?? [])]
  const [first] = drawn
  const canvas = Object.assign(document.createElement('canvas'), { width: first?.width, height: first?.height })
  const pen = canvas.getContext('2d')
  if (!first || !pen) throw new Error('The chart is not drawn yet.')
  pen.fillStyle = background
  pen.fillRect(0, 0, canvas.width, canvas.height)
  for (const layer of drawn) pen.drawImage(layer, 0, 0)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))), 'image/png'),
  )
}
