/** A body of so many pieces of 1 MB, and how many of them nobody has asked for yet. */
export function piecesOfSpace(count: number): { body: ReadableStream<Uint8Array>; left: () => number } {
  let left = count
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      left -= 1
      controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20))
    },
  })
  return { body, left: () => left }
}
