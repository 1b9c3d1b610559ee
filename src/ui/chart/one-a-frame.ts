const waiting: (() => void)[] = []

/** Draws in a frame of its own, after those that wait already: several in one frame would be one long task. The answer cancels it. */
export function drawInTurn(draw: () => void): () => void {
  waiting.push(draw)
  if (waiting.length === 1) requestAnimationFrame(drawNext)
  return () => {
    const at = waiting.indexOf(draw)
    if (at >= 0) waiting.splice(at, 1)
  }
}

function drawNext() {
  const draw = waiting.shift()
  if (waiting.length > 0) requestAnimationFrame(drawNext)
  draw?.()
}
